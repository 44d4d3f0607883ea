import CanonicalJSON
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("The categories, as a user meets them")
struct CategoryTests {
    private static let picture: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]
    private static let address = "https://dichvucong.example.vn/kq/1"
    private static let digest = "sha256:" + String(repeating: "ab", count: 32)

    private static func put(_ category: Int, _ more: String...) -> [String] {
        ["put", "--owner", DemonstrationKeys.owner, "--category", String(category), "--json"] + more
    }

    private func desk() async throws -> Desk {
        let desk = try await Desk()
        try await desk.initialise()
        return desk
    }

    @Test("an unsigned file is kept where it may be, shown as unsigned, and its copy is never valid")
    func unsigned() async throws {
        let desk = try await desk()
        try desk.folder.write(Self.picture, to: "quet.png")
        let put = try await desk.kho(Self.put(2, "quet.png"))
        #expect(put.status == 0 && put.objects.first?["indication"]?.string == "NO-SIGNATURE-FOUND")
        let document = try #require(put.objects.first?["document"]?.string, "\(put.output)\(put.errors)")
        let spoken = try await desk.kho(
            "put", "quet.png", "--owner", DemonstrationKeys.owner, "--category", "3", "--lang", "en")
        #expect(spoken.output.contains("nothing vouches"))
        #expect(try await desk.kho("show", document, "--lang", "en").lines.first == "NO SIGNATURE FOUND")
        #expect(try await desk.kho("get", document, "-o", "ra.png").status == 0)
        #expect(try desk.folder.bytes("ra.png") == Self.picture)

        #expect(try await desk.kho("copy", document, "-o", "ban-sao.asice").status == 0)
        let verified = try await desk.kho("verify", "ban-sao.asice", "--json")
        #expect(verified.status != 0)
        #expect(verified.objects.first?["bundle"]?["document"]?["indication"]?.string == "NO-SIGNATURE-FOUND")
        #expect(try await desk.kho("check").status == 0)
    }

    @Test(
        "a file that is refused in a category, with its code",
        arguments: [
            (2, "van-ban.txt", "ADMISSION_MAY_BE_SIGNED", 6), (3, "hoa-don.xml", "ADMISSION_MAY_BE_SIGNED", 6),
            (7, "don.pdf", "ADMISSION_NO_SIGNATURE", 6), (4, "don.txt.p7s", "ADMISSION_AUTHORITY_MISSING", 6),
            (5, "don.txt.p7s", "ADMISSION_CERTIFICATION_MISSING", 6), (2, "hong.pdf", "PDF_MALFORMED", 5),
            (7, "quet.png", "NOT_A_SIGNED_FILE", 5),
        ] as [(Int, String, String, Int32)])
    func refused(_ category: Int, _ file: String, _ code: String, _ status: Int32) async throws {
        let desk = try await desk()
        try await desk.sign("Đơn", as: "don.txt")
        try await desk.signDocument(as: "don.pdf")
        try desk.folder.write(Self.picture, to: "quet.png")
        try desk.folder.write(Array("văn bản".utf8), to: "van-ban.txt")
        try desk.folder.write(Array("<?xml version=\"1.0\"?><HDon/>".utf8), to: "hoa-don.xml")
        try desk.folder.write(Array("%PDF-1.7\nkhông".utf8), to: "hong.pdf")
        let put = try await desk.kho(Self.put(category, file))
        #expect(put.codes == [code] && put.status == status, "\(put.output)\(put.errors)")
        #expect(try await desk.kho("list", "--json").objects.isEmpty)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("a signed PDF with a changed byte is refused in every category, not taken for unsigned")
    func spoiled() async throws {
        let desk = try await desk()
        try await desk.signDocument(as: "don.pdf")
        let signed = try await desk.kho(
            "sign", "don.pdf", "--key", DemonstrationKeys.key("cong-dan"), "--passphrase-file",
            DemonstrationKeys.passphraseFile)
        try #require(signed.status == 0, "\(signed.errors)")
        var bytes = try desk.folder.bytes("don.signed.pdf")
        #expect(try await desk.kho(Self.put(2, "don.signed.pdf")).status == 0)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("stream".utf8)) })
        bytes[place + 20] ^= 1
        try desk.folder.write(bytes, to: "hong.pdf")
        for category in [2, 3, 6, 7] {
            let put = try await desk.kho(Self.put(category, "hong.pdf"))
            #expect(put.codes == ["ADMISSION_SIGNATURE_NOT_ADMISSIBLE"], "\(put.output)")
        }
    }

    @Test("a link is kept with its source's digest, shown as the source's word; it has no bytes to get or copy")
    func link() async throws {
        let desk = try await desk()
        let put = try await desk.kho(
            Self.put(
                4, "--link", Self.address, "--link-digest", Self.digest, "--link-size", "12", "--name", "Giấy phép"))
        #expect(put.status == 0, "\(put.output)\(put.errors)")
        let document = try #require(put.objects.first?["document"]?.string)
        #expect(put.objects.first?["name"]?.string == "Giấy phép" && put.objects.first?["indication"] == nil)
        let shown = try await desk.kho("show", document, "--lang", "en").output
        #expect(shown.hasPrefix("NO FILE KEPT") && shown.contains("as the source attests"))
        #expect(shown.contains(Self.address))
        let json = try await desk.kho("show", document, "--json").objects.first?["links"]?.array?.first
        #expect(json?["digest"]?.string == Self.digest && json?["attestedBy"]?.string == "source")
        let history = try await desk.kho("history", document, "--lang", "en").output
        #expect(history.contains("as the source attests"))
        for command in [["get", document, "-o", "-"], ["copy", document, "-o", "ra.asice"]] {
            let run = try await desk.kho(command + ["--json"])
            #expect(run.status == 8 && run.codes == ["DOCUMENT_HAS_NO_FILES"], "\(run.output)\(run.errors)")
        }
        #expect(try await desk.kho("receipt", document, "-o", "bien-nhan.zip").status == 0)
        #expect(try await desk.kho("manifest", "-o", "m.json").status == 0)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test(
        "what does not fit a link or metadata is a usage error or a refusal",
        arguments: [
            (7, ["--link", Self.address, "--name", "x"], "ADMISSION_LINK_NOT_ADMITTED"),
            (4, ["--link", Self.address, "--name", "x", "don.txt.p7s"], "ADMISSION_LINK_WITH_FILE"),
            (4, ["--link", "http://example.vn", "--name", "x"], "LINK_MALFORMED"),
            (4, ["--link", Self.address, "--link-digest", "md5:00", "--name", "x"], "DETAIL_MALFORMED"),
            (4, ["--link", Self.address, "--link-size", "-1", "--name", "x"], ""),
            (4, ["--link", Self.address], ""), (4, [], ""), (4, ["--link-size", "1", "don.txt.p7s"], ""),
            (2, ["--metadata", "mo-ta.json", "--name", "x"], "ADMISSION_FILE_MISSING"),
            (1, ["--metadata", "don.txt", "--name", "x"], "METADATA_MALFORMED"),
            (1, ["--metadata", "rong.json", "--name", "x"], "METADATA_MALFORMED"),
            (1, ["--metadata", "khong-co.json", "--name", "x"], "FILE_NOT_FOUND"),
            (1, ["--metadata", "lon.json", "--name", "x"], "METADATA_TOO_LARGE"),
            (7, ["--secrecy", "toi-mat", "don.txt.p7s"], "ADMISSION_SECRET"),
            (7, ["--secrecy", "khong", "don.txt.p7s"], "DETAIL_MALFORMED"),
            (7, ["--type", "CCCD", "--sensitivity", "2", "don.txt.p7s"], "ADMISSION_SENSITIVITY_TOO_LOW"),
        ] as [(Int, [String], String)])
    func unfit(_ category: Int, _ arguments: [String], _ code: String) async throws {
        let desk = try await desk()
        try await desk.sign("Đơn", as: "don.txt")
        try desk.folder.write(Array("{\"a\": 1}".utf8), to: "mo-ta.json")
        try desk.folder.write(Array("{}".utf8), to: "rong.json")
        try desk.folder.write(
            Array("{\"a\":\"\(String(repeating: "x", count: 70_000))\"}".utf8), to: "lon.json")
        let put = try await desk.kho(Self.put(category) + arguments)
        #expect(put.status != 0 && put.codes == (code.isEmpty ? [] : [code]), "\(put.output)\(put.errors)")
        if code.hasPrefix("ADMISSION") { #expect(put.status == 6) }
        #expect(try await desk.kho("list", "--json").objects.isEmpty)
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("metadata stand alone in 1 and 6, in their canonical spelling, restricted where they tell who the owner is")
    func metadata() async throws {
        let desk = try await desk()
        try desk.folder.write(Array("{ \"b\" : 1,\n \"a\" : \"An\" }".utf8), to: "mo-ta.json")
        for (category, level) in [(1, 3), (6, 2)] as [(Int, Int64)] {
            let put = try await desk.kho(Self.put(category, "--metadata", "mo-ta.json", "--name", "Nhân thân"))
            #expect(
                put.status == 0 && put.objects.first?["sensitivity"]?.integer == level, "\(put.output)\(put.errors)")
            let document = try #require(put.objects.first?["document"]?.string)
            #expect(try await desk.kho("show", document).output.contains("{\"a\":\"An\",\"b\":1}"))
        }
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("nothing of a secret paper is left in the vault, not even its name")
    func secret() async throws {
        let desk = try await desk()
        try await desk.sign("Nội dung mật", as: "bi-mat-nha-nuoc.txt")
        let put = try await desk.kho(Desk.put("bi-mat-nha-nuoc.txt.p7s") + ["--secrecy", "mat"])
        #expect(put.status == 6 && put.codes == ["ADMISSION_SECRET"])
        let found = try await RunningProgram.run(
            ["grep", "-rlE", "bi-mat-nha-nuoc|Nội dung mật", "vault-data"], in: desk.folder.path)
        #expect(found.status == 1, "\(found.output)")
    }

    @Test("a server validates what is pending again by itself, when evidence has come")
    func scheduled() async throws {
        let desk = try await desk()
        let bare = try await desk.certsWithoutLists()
        try await desk.sign("Đơn", as: "don.txt")
        let put = try await desk.kho(Desk.put("don.txt.p7s") + ["--trust", bare])
        let document = try #require(put.objects.first?["document"]?.string, "\(put.output)\(put.errors)")
        let server = try RunningProgram(
            [BuiltProgram.kho, "serve", "--port", "0", "--revalidate-every", "1", "--json"], in: desk.folder.path,
            environment: desk.environment)
        defer { if !server.ended { server.signal(SIGKILL) } }
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        var status: String?
        while status != "accepted", Date.now < deadline {
            status = try await desk.kho("show", document, "--json").objects.first?["status"]?.string
        }
        #expect(status == "accepted")
        // It says so behind the commit, and takes signals once it serves.
        try await server.wait { $0.errorsSoFar.contains("1 ") && $0.outputSoFar.contains("url") }
        server.signal(SIGTERM)
        let run = await server.finish()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.errors.contains("1 "), "\(run.errors)")
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("pending, then validated again: still pending, accepted, and nothing more to do")
    func revalidated() async throws {
        let desk = try await desk()
        let bare = try await desk.certsWithoutLists()
        for name in ["mot.txt", "hai.txt"] { try await desk.sign("Đơn \(name)", as: name) }
        let put = try await desk.kho(Desk.put("mot.txt.p7s", "hai.txt.p7s") + ["--trust", bare])
        #expect(put.status == 7, "\(put.output)\(put.errors)")
        let documents = put.objects.compactMap { $0["document"]?.string }
        try #require(documents.count == 2)
        #expect(try await desk.kho("list", "--json").objects.isEmpty)

        let still = try await desk.kho("revalidate", "--trust", bare, "--json")
        #expect(still.status == 7 && still.objects.compactMap { $0["status"]?.string } == ["pending", "pending"])
        #expect(still.objects.first?["awaiting"]?.array?.compactMap(\.string) == ["TRY_LATER"])
        let one = try await desk.kho("revalidate", documents[0], "--json")
        #expect(one.status == 0 && one.objects.first?["version"]?.integer == 2, "\(one.output)\(one.errors)")
        let rest = try await desk.kho("revalidate", "--json")
        #expect(rest.objects.compactMap { $0["document"]?.string } == [documents[1]])
        #expect(try await desk.kho("list", "--json").objects.count == 2)
        let history = try await desk.kho("history", documents[0], "--json").objects
        #expect(history.compactMap { $0["cause"]?.string } == ["deposit", "revalidation"])

        let again = try await desk.kho("revalidate", documents[0], "--json")
        #expect(again.status == 0 && again.objects.first?["status"]?.string == "not-pending")
        let none = try await desk.kho("revalidate", "--lang", "en")
        #expect(none.status == 0 && none.errors.contains("No document is pending."))
        #expect(try await desk.kho("revalidate", "khong-co").status == 8)
        #expect(try await desk.kho("check").status == 0)
    }
}
