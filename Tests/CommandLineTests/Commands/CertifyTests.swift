import CanonicalJSON
import Foundation
import TestSupport
import Testing

@Suite("kho certify")
struct CertifyTests {
    private static let roles = "certifier CCCD:001077000123 of MST:0400260612\nagency MST:0400260612\n"

    /// A vault whose file `roles` names the certifier and the agency, and a scan.
    private func desk(roles: String = roles) async throws -> Desk {
        let desk = try await Desk()
        try await desk.initialise()
        try desk.folder.write(Array(roles.utf8), to: "vault-data/roles")
        try desk.folder.write([UInt8](try Data(contentsOf: Desk.document)), to: "quet.pdf")
        try desk.folder.write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1], to: "anh.png")
        return desk
    }

    private func certify(
        _ desk: Desk, _ file: String, certifier: String = "chung-thuc", authority: String = "co-quan",
        _ more: String...
    ) async throws -> FinishedProgram {
        try await desk.kho(
            [
                "certify", file, "--owner", DemonstrationKeys.owner, "--original-name", "Giấy khai sinh",
                "--original-number", "12/2020", "--book", "01/2026-SCT/BS", "--certifier-key",
                try await DemonstrationKeys.key(certifier), "--authority-key",
                try await DemonstrationKeys.key(authority),
                "--passphrase-file", try await DemonstrationKeys.passphraseFile, "--title", "Phó Chủ tịch",
                "--authority-name", "UBND xã Ví Dụ", "--json",
            ] + more)
    }

    private func python(_ desk: Desk, _ script: String, _ arguments: String...) async throws -> FinishedProgram {
        let python = try #require(Command.python, "no pyHanko")
        let path = Corpus.packageRoot.appending(path: "Tests/Interoperability/" + script).path
        return try await RunningProgram.run([python, path] + arguments, in: desk.folder.path)
    }

    @Test("a PDF gets two signatures that pyHanko and pdfsig find good, both stating the number; the owner its receipt")
    func document() async throws {
        let desk = try await desk()
        let run = try await certify(
            desk, "quet.pdf", "--type", "KQ.G15.000031", "--stamp", "1:bottom-right", "--signed", "ra.pdf", "-o",
            "bn.zip")
        try #require(run.status == 0, "\(run.output)\(run.errors)")
        let made = try #require(run.objects.first)
        #expect(made["certification"]?["number"]?.string == "1" && made["certification"]?["pages"]?.integer == 1)
        #expect(made["code"]?.string == "038093015572.KQ.G15.000031.STP-SCT.01")
        #expect(try desk.folder.bytes("ra.pdf").starts(with: try desk.folder.bytes("quet.pdf")))
        let verified = try await desk.kho("verify", "ra.pdf", "--json")
        let signatures = try #require(verified.objects.first?["signatures"]?.array)
        #expect(verified.status == 0 && signatures.count == 2)
        for signature in signatures {
            #expect(signature["statement"]?.string?.contains("Số chứng thực: 1. Quyển số: 01/2026-SCT/BS") == true)
        }
        let seen = try await RunningProgram.run(["pdfsig", "-nocert", "ra.pdf"], in: desk.folder.path)
        #expect(seen.output.components(separatedBy: "Signature is Valid.").count == 3, "\(seen.output)")
        let certs = try await DemonstrationKeys.certs
        try desk.folder.write(
            try Data(contentsOf: URL(fileURLWithPath: certs + "/authorities/demo-agency-root.pem")), to: "goc.pem")
        let opinion = try await python(desk, "validate_pdf.py", "now", "goc.pem", "ra.pdf")
        let signed = try #require(try JSON(parsing: Array(opinion.output.utf8))["ra.pdf"]?.array, "\(opinion.errors)")
        #expect(signed.count == 2 && signed.allSatisfy { $0["ok"]?.bool == true }, "\(opinion.output)")
        #expect(try await desk.kho("check").status == 0)
        let document = try #require(made["document"]?.string)
        #expect(try await desk.kho("show", document, "--lang", "en").output.contains("number 1, book 01/2026-SCT/BS"))
    }

    @Test("any other scan gets a signature that openssl verifies, and a countersignature that stands by itself")
    func picture() async throws {
        let desk = try await desk()
        let run = try await certify(desk, "anh.png", "--pages", "1", "--signed", "anh.png.p7s")
        try #require(run.status == 0, "\(run.output)\(run.errors)")
        let certs = try await DemonstrationKeys.certs
        let outer = try await RunningProgram.run(
            [
                "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "anh.png.p7s", "-content", "anh.png",
                "-CAfile", certs + "/authorities/demo-agency-root.pem", "-no-CApath", "-no-CAstore", "-purpose", "any",
                "-out", "ra.png",
            ], in: desk.folder.path)
        #expect(outer.status == 0, "\(outer.errors)")
        #expect(try desk.folder.bytes("ra.png") == desk.folder.bytes("anh.png"))
        let counter = try await python(desk, "verify_countersignature.py", "anh.png.p7s")
        let found = try JSON(parsing: Array(counter.output.utf8))
        #expect(found["digest"]?.bool == true && found["valid"]?.bool == true, "\(counter.output)\(counter.errors)")
        #expect(found["signer"]?.string == "Sở Ví Dụ" && found["hasContentType"]?.bool == false)
        #expect(found["statement"]?.string?.contains("Số chứng thực: 1.") == true)
    }

    @Test("what would be refused costs no number: roles, trust, keys in each other's place, pages")
    func early() async throws {
        for (roles, certifier, authority, code) in [
            ("agency MST:0400260612\n", "chung-thuc", "co-quan", "ADMISSION_CERTIFIER_NOT_IN_ROLES"),
            ("certifier CCCD:001077000123\n", "chung-thuc", "co-quan", "ADMISSION_AUTHORITY_NOT_IN_ROLES"),
            (Self.roles, "co-quan", "chung-thuc", "ADMISSION_AUTHORITY_DIFFERS"),
            (Self.roles, "cong-dan", "co-quan", "ADMISSION_CERTIFIER_MISSING"),
            (Self.roles, "nguoi-la", "co-quan", "ADMISSION_SIGNATURE_NOT_ADMISSIBLE"),
            (Self.roles, "bi-thu-hoi", "co-quan", "ADMISSION_SIGNATURE_NOT_ADMISSIBLE"),
        ] {
            let desk = try await desk(roles: roles)
            let run = try await certify(desk, "quet.pdf", certifier: certifier, authority: authority)
            #expect(run.status == 6 && run.codes == [code], "\(run.output)\(run.errors)")
            let next = try await desk.kho("code", "next", "certification", "MST:0400260612", "01/2026-SCT/BS")
            #expect(next.output == "MST:0400260612.01/2026-SCT/BS.1\n")
            #expect(try await desk.kho("check").status == 0)
        }
        let desk = try await desk()
        // Where a result cannot be written, that is known before anything is kept.
        let nowhere = try await certify(desk, "quet.pdf", "-o", "khong-co/bn.zip")
        #expect(nowhere.status == 74 && nowhere.codes == ["OUTPUT_FAILED"], "\(nowhere.output)\(nowhere.errors)")
        #expect(try await certify(desk, "quet.pdf", "-o", "ra.zip", "--signed", "ra.zip").status == 2)
        #expect(try await certify(desk, "quet.pdf", "-o", "-").status == 2)
        #expect(try await certify(desk, "anh.png").status == 2)
        #expect(try await certify(desk, "quet.pdf", "--pages", "2").status == 2)
        #expect(try await desk.kho("list", "--json").objects.isEmpty)
    }

    @Test("a copy verifies with both attestations shown, and another vault takes it by its certification")
    func copied() async throws {
        let desk = try await desk()
        let run = try await certify(desk, "quet.pdf", "--signed", "ra.pdf", "--valid-until", "2099-12-31")
        let made = try #require(run.objects.first, "\(run.output)\(run.errors)")
        let document = try #require(made["document"]?.string)
        #expect(try await desk.kho("copy", document, "-o", "ban-sao.asice").status == 0)
        let spoken = try await desk.kho("verify", "ban-sao.asice", "--lang", "en")
        #expect(spoken.output.contains("Certification VALID"), "\(spoken.output)")
        #expect(spoken.output.contains("Vault attests") && spoken.output.contains("The signatures themselves"))
        let verified = try await desk.kho("verify", "ban-sao.asice", "--json")
        let certified = verified.objects.first?["bundle"]?["certification"]
        #expect(certified?["indication"]?.string == "TOTAL-PASSED" && certified?["statedBy"]?.string == "signatures")

        guard case .object(var terms) = try #require(made["certification"]) else { return }
        terms["signatures"] = nil
        try desk.folder.write(Array(JSON.object(terms).text.utf8), to: "ct.json")
        let put = ["put", "ra.pdf", "--owner", DemonstrationKeys.owner, "--category", "5", "--json"]
        let taken = try await desk.kho(put + ["--certification", "ct.json"])
        #expect(taken.codes == ["CERTIFICATION_NUMBER_TAKEN"] && taken.status == 6, "\(taken.output)\(taken.errors)")
        try FileManager.default.removeItem(atPath: desk.folder.file("vault-data"))
        try await desk.initialise()
        try desk.folder.write(Array(Self.roles.utf8), to: "vault-data/roles")
        #expect(try await desk.kho(put).codes == ["ADMISSION_CERTIFICATION_MISSING"])
        let kept = try await desk.kho(put + ["--certification", "ct.json"])
        #expect(kept.status == 0, "\(kept.output)\(kept.errors)")
        terms["number"] = "2"
        try desk.folder.write(Array(JSON.object(terms).text.utf8), to: "ct.json")
        #expect(try await desk.kho(put + ["--certification", "ct.json"]).codes == ["ADMISSION_STATEMENT_CONTRADICTS"])
        #expect(
            try await desk.kho(put.map { $0 == "5" ? "7" : $0 } + ["--certification", "ct.json"]).codes == [
                "ADMISSION_CERTIFICATION_NOT_ADMITTED"
            ])
        terms["page"] = 1
        try desk.folder.write(Array(JSON.object(terms).text.utf8), to: "ct.json")
        #expect(try await desk.kho(put + ["--certification", "ct.json"]).status == 2)
    }

    @Test("a copy from the register is sealed by the agency alone")
    func fromRegister() async throws {
        let desk = try await desk()
        let key = try await DemonstrationKeys.key("co-quan")
        let passphrase = try await DemonstrationKeys.passphraseFile
        let arguments = [
            "certify", "quet.pdf", "--owner", DemonstrationKeys.owner, "--original-name", "Giấy khai sinh", "--book",
            "02/2026-SG", "--authority-key", key, "--passphrase-file", passphrase, "--authority-name", "UBND xã Ví Dụ",
            "--from-register", "--json",
        ]
        let run = try await desk.kho(arguments)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.objects.first?["certification"]?["kind"]?.string == "from-register")
        #expect(try await desk.kho(arguments + ["--title", "Phó Chủ tịch"]).status == 2)
    }
}
