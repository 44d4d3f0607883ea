import CanonicalJSON
import Foundation
import TestSupport
import Testing

@Suite("kho erase")
struct EraseTests {
    /// `nhan-vien.p12` names this citizen at a company; here he approves.
    private static let approver = "approver CCCD:001088012345\n"

    private func signed(_ key: String) async throws -> [String] {
        [
            "--key", try await DemonstrationKeys.key(key), "--passphrase-file",
            try await DemonstrationKeys.passphraseFile,
        ]
    }

    private func desk() async throws -> Desk {
        let desk = try await Desk()
        try await desk.initialise()
        try desk.folder.write(Array(Self.approver.utf8), to: "vault-data/roles")
        return desk
    }

    private func request(_ desk: Desk, _ target: String...) async throws -> String {
        let asked = try await desk.kho(
            ["erase", "request"] + target + ["--reason", "owner-request", "--json"] + signed("cong-dan"))
        try #require(asked.status == 0, "\(asked.output)\(asked.errors)")
        return try #require(asked.objects.first?["request"]?.string)
    }

    @Test("one asks, another approves: it is gone, the log verifies, and the minutes say what was")
    func erased() async throws {
        let desk = try await desk()
        let document = try await desk.deposit("Đơn của Nguyễn Văn An")
        let other = try await desk.deposit("Đơn khác", as: "khac.txt")
        try await desk.kho("manifest")
        let checkpoint = try desk.folder.bytes("vault-data/log/checkpoint")
        try desk.folder.write(checkpoint, to: "cu.txt")
        let request = try await request(desk, document)
        #expect(try await desk.kho("erase", "list", "--json").objects.map { $0["status"]?.string } == ["waiting"])
        let own = try await desk.kho(["erase", "approve", request, "--json"] + signed("cong-dan"))
        #expect(own.status == 12 && own.codes == ["ERASURE_NOT_APPROVER"], "\(own.output)")
        let done = try await desk.kho(["erase", "approve", String(request.prefix(8)), "--json"] + signed("nhan-vien"))
        #expect(done.status == 0 && done.objects.first?["finished"]?.bool == true, "\(done.output)\(done.errors)")

        for command in ["show", "get", "history", "receipt", "copy"] {
            let gone = try await desk.kho(command, document, "--json")
            #expect(
                gone.status == 8 && gone.codes.contains("DOCUMENT_ERASED"), "\(command): \(gone.output)\(gone.errors)")
        }
        #expect(try await desk.kho("get", other, "-o", "-").output == "Đơn khác")
        #expect(try await desk.kho("list", "--json").objects.count == 1)
        let check = try await desk.kho("check", "--since", "cu.txt", "--json")
        #expect(check.status == 0 && check.objects.first?["unfinishedErasures"]?.integer == 0, "\(check.output)")

        let minutes = try await desk.kho("erase", "show", request, "-o", "bien-ban.json", "--json")
        #expect(minutes.status == 0 && minutes.objects.first?["manifests"]?.array?.count == 1)
        let seal = try await RunningProgram.run(
            ["openssl", "asn1parse", "-inform", "DER", "-in", "bien-ban.json.p7s"], in: desk.folder.path)
        #expect(seal.status == 0)
        let again = try await desk.kho(["erase", "approve", request, "--json"] + signed("nhan-vien"))
        #expect(again.status == 6 && again.codes == ["ERASURE_DONE"])
        #expect(try await desk.kho("erase", "finish").status == 0)
        let shown = try await desk.kho("erase", "show", request)
        #expect(shown.status == 0 && shown.output.contains("erased: owner-request, 2 entries"), "\(shown.output)")
        let listed = try await desk.kho("manifest", "-o", "ke.json")
        #expect(listed.status == 0)
        let bodies = try desk.folder.bytes("ke.json.entries")
        #expect(String(decoding: bodies, as: UTF8.self).contains("\\\"kind\\\":\\\"erasure\\\""))
    }

    @Test("no file of the folder has the owner's number or name any more, in no spelling; a stranger verifies the log")
    func nothingLeft() async throws {
        let desk = try await desk()
        for number in 0..<3 {
            try await desk.deposit("Đơn \(number) của Nguyễn Văn An", as: "nguyen-van-an-\(number).txt")
        }
        let used = try await desk.kho(
            "code", "next", "paper", "038093015572", "KQ.G15.000031", "12-2026", "--json")
        #expect(used.status == 0, "\(used.output)\(used.errors)")
        let vault = desk.folder.file("vault-data")
        #expect(try Self.residue(in: vault).count > 3)
        let request = try await request(desk, "--owner", DemonstrationKeys.owner)
        let done = try await desk.kho(["erase", "approve", request, "--json"] + signed("nhan-vien"))
        #expect(done.status == 0, "\(done.output)\(done.errors)")
        #expect(try Self.residue(in: vault) == [])
        #expect(try await desk.kho("check").status == 0)
        let identity = try JSON(parsing: desk.folder.bytes("vault-data/vault.json"))
        let key = try #require(identity["logKeys"]?[0]?["key"]?.string)
        let python = ProcessInfo.processInfo.environment["KHO_TEST_PYTHON"] ?? "python3"
        let verifier = Corpus.packageRoot.appendingPathComponent("Tests/Interoperability/verify_note_and_proof.py").path
        let verified = try await RunningProgram.run(
            [python, verifier, "log", vault + "/log", key], in: desk.folder.path)
        #expect(verified.output == "good: a log of 6 entries\n", "\(verified.output)\(verified.errors)")
        let nothing = try await desk.kho(
            "erase", "request", "--owner", DemonstrationKeys.owner, "--reason", "x", "--key", "y", "--json")
        #expect(nothing.status == 8 && nothing.codes == ["DOCUMENT_NOT_FOUND"], "\(nothing.output)")
        let next = try await desk.kho("code", "next", "paper", "038093015572", "KQ.G15.000031", "12-2026", "--json")
        #expect(next.objects.first?["serial"]?.integer == 2, "\(next.output)")
    }

    @Test("a backup that is put back is erased again by the list")
    func restored() async throws {
        let desk = try await desk()
        let document = try await desk.deposit()
        let copied = try await RunningProgram.run(["cp", "-a", "vault-data", "cu"], in: desk.folder.path)
        try #require(copied.status == 0)
        let request = try await request(desk, document)
        #expect(try await desk.kho(["erase", "approve", request] + signed("nhan-vien")).status == 0)
        #expect(try await desk.kho("erase", "list", "-o", "da-xoa.json").status == 0)
        let applied = try await desk.kho("erase", "apply", "da-xoa.json", "--vault", "cu", "--json")
        #expect(applied.status == 0 && applied.objects.count == 1, "\(applied.output)\(applied.errors)")
        #expect(try await desk.kho("show", document, "--vault", "cu", "--json").codes == ["DOCUMENT_ERASED"])
        #expect(try await desk.kho("check", "--vault", "cu").status == 0)
        #expect(try Self.residue(in: desk.folder.file("cu")) == [])
        try desk.folder.write([1], to: "da-xoa.json.p7s")
        let forged = try await desk.kho("erase", "apply", "da-xoa.json", "--vault", "cu", "--json")
        #expect(forged.status == 6 && forged.codes == ["ERASURE_LIST"])
    }

    /// Files that hold the number or the name, as UTF-8 or UTF-16, in hexadecimal, or as the words of the search index.
    private static func residue(in folder: String) throws -> [String] {
        let texts = ["038093015572", "Nguyễn Văn An", "nguyen van an", "nguyen-van-an"]
        let needles: [Data] = texts.flatMap { text -> [Data] in
            let hexadecimal = text.utf8.map { String(format: "%02x", $0) }.joined()
            return [
                Data(text.utf8), Data(text.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }),
                Data(hexadecimal.utf8),
            ]
        }
        var found: [String] = []
        let names = FileManager.default.enumerator(atPath: folder)
        while let name = names?.nextObject() as? String {
            guard let content = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            if needles.contains(where: { content.range(of: $0) != nil }) { found.append(name) }
        }
        return found
    }
}
