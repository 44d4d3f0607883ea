import CanonicalJSON
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("kho sign over PDF files, as a user meets it")
struct SignPDFTests {
    /// A desk with `don.pdf` on it.
    private func desk() async throws -> Desk {
        let desk = try await Desk()
        try desk.folder.write(try Data(contentsOf: Desk.document), to: "don.pdf")
        return desk
    }

    private func sign(_ desk: Desk, _ arguments: [String], by name: String = "cong-dan") async throws -> FinishedProgram
    {
        let key = try await DemonstrationKeys.key(name)
        let passphrase = try await DemonstrationKeys.passphraseFile
        return try await desk.kho(["sign", "--key", key, "--passphrase-file", passphrase, "--json"] + arguments)
    }

    /// How many signatures `pdfsig` finds, and whether all of them are valid.
    private func pdfsig(_ desk: Desk, _ name: String) async throws -> (count: Int, allValid: Bool) {
        let seen = try await RunningProgram.run(["pdfsig", "-nocert", name], in: desk.folder.path)
        let lines = seen.lines.filter { $0.contains("Signature Validation:") }
        return (lines.count, lines.allSatisfy { $0.hasSuffix("Signature is Valid.") })
    }

    @Test("a PDF is signed inside, into a new file; the original is in it byte by byte and stays as it is")
    func inside() async throws {
        let desk = try await desk()
        let original = try desk.folder.bytes("don.pdf")
        let run = try await sign(desk, ["don.pdf", "--reason", "Đồng ý", "--location", "Huế"])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.objects.first?["output"]?.string == "don.signed.pdf")
        #expect(run.objects.first?["level"]?.string == "PAdES-BASELINE-B")
        #expect(run.objects.first?["field"]?.string == "Signature1")
        #expect(desk.folder.entries == ["don.pdf", "don.signed.pdf"])
        #expect(try desk.folder.bytes("don.pdf") == original)
        #expect(try desk.folder.bytes("don.signed.pdf").starts(with: original))
        #expect(try await pdfsig(desk, "don.signed.pdf") == (1, true))
    }

    @Test("a second signature goes beside the first, also in place under --force and never without it")
    func again() async throws {
        let desk = try await desk()
        #expect(try await sign(desk, ["don.pdf", "-o", "a.pdf"]).status == 0)
        let once = try desk.folder.bytes("a.pdf")
        let refused = try await sign(desk, ["a.pdf", "-o", "a.pdf"], by: "nhan-vien")
        #expect(refused.status == 74 && refused.codes == ["OUTPUT_EXISTS"])
        #expect(try desk.folder.bytes("a.pdf") == once)
        #expect(try await sign(desk, ["a.pdf", "-o", "a.pdf", "--force"], by: "nhan-vien").status == 0)
        #expect(try desk.folder.bytes("a.pdf").starts(with: once))
        #expect(try await pdfsig(desk, "a.pdf") == (2, true))
        let stream = try await sign(desk, ["a.pdf", "-o", "-"], by: "co-quan")
        try desk.folder.write(stream.outputBytes, to: "b.pdf")
        #expect(try await pdfsig(desk, "b.pdf") == (3, true))
    }

    @Test("--format cades, or --attached, leaves the PDF alone and signs it from outside")
    func outside() async throws {
        let desk = try await desk()
        #expect(try await sign(desk, ["don.pdf", "--format", "cades"]).status == 0)
        #expect(try await sign(desk, ["don.pdf", "--attached"]).status == 0)
        #expect(desk.folder.entries == ["don.pdf", "don.pdf.p7m", "don.pdf.p7s"])
        #expect(try await desk.kho("verify", "don.pdf.p7s", "don.pdf.p7m").status == 0)
    }

    @Test("a certified document that allows no changes is not signed again, and the reason is told")
    func certified() async throws {
        let desk = try await desk()
        #expect(try await sign(desk, ["don.pdf", "--certify", "no-changes", "-o", "a.pdf"]).status == 0)
        let refused = try await sign(desk, ["a.pdf"])
        #expect(refused.status == 6 && refused.codes == ["SIGN_PDF_CHANGES_FORBIDDEN"])
        #expect(try await sign(desk, ["don.pdf", "-o", "b.pdf"]).status == 0)
        let late = try await sign(desk, ["b.pdf", "--certify", "annotations"])
        #expect(late.status == 6 && late.codes == ["SIGN_PDF_ALREADY_SIGNED"])
        #expect(desk.folder.entries == ["a.pdf", "b.pdf", "don.pdf"])
    }

    @Test("--stamp shows signer, time with zone and reason on the page, in the language asked for")
    func stamp() async throws {
        let desk = try await desk()
        let cases = [
            ("vi", "Ký bởi: Nguyễn Văn An", "Lý do: Đồng ý"), ("en", "Signed by: Nguyễn Văn An", "Reason: Đồng ý"),
        ]
        for (language, signer, reason) in cases {
            let run = try await sign(
                desk,
                [
                    "don.pdf", "--stamp", "1:bottom-right", "--reason", "Đồng ý", "--lang", language, "-o",
                    "\(language).pdf",
                ])
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            let seen = try await RunningProgram.run(
                ["pdftotext", "-layout", "\(language).pdf", "-"], in: desk.folder.path)
            #expect(seen.output.contains(signer) && seen.output.contains(reason), "\(seen.output)")
            #expect(seen.output.contains(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d/))
            #expect(try await pdfsig(desk, "\(language).pdf") == (1, true))
        }
    }

    @Test("a stamp that cannot be made is refused with what to do, and nothing is written")
    func stampRefused() async throws {
        let desk = try await desk()
        let cases: [(arguments: [String], status: Int32, codes: [String])] = [
            (["--stamp", "1:bottom-right", "--stamp-font", "don.pdf"], 74, ["SIGN_STAMP_FONT"]),
            (["--stamp", "1:bottom-right", "--stamp-font", "nowhere.ttf"], 74, ["FILE_NOT_FOUND"]),
            (["--stamp", "99:bottom-right"], 2, ["SIGN_STAMP_PAGE"]), (["--stamp", "1:middle"], 2, []),
            (["--stamp", "0:top-left"], 2, []), (["--stamp-font", "x.ttf"], 2, []),
            (["--stamp", "last:top-left", "--reason", "漢字"], 74, ["SIGN_STAMP_GLYPH"]),
        ]
        for (arguments, status, codes) in cases {
            let run = try await sign(desk, ["don.pdf"] + arguments)
            #expect(run.status == status && run.codes == codes, "\(arguments): \(run.output)\(run.errors)")
        }
        #expect(desk.folder.entries == ["don.pdf"])
    }

    @Test("what is no PDF, a broken one and options that contradict each other are refused; nothing is written")
    func refused() async throws {
        let desk = try await desk()
        try desk.folder.write("%PDF-1.7 cut short".utf8, to: "hong.pdf")
        try desk.folder.write("no PDF".utf8, to: "don.txt")
        let cases: [(arguments: [String], status: Int32, codes: [String])] = [
            (["hong.pdf"], 5, ["SIGN_PDF_NOT_READABLE"]),
            (["don.txt", "--format", "pades"], 2, ["SIGN_NOT_A_PDF"]),
            (["don.txt", "--reason", "x"], 2, ["SIGN_NOT_A_PDF"]),
            (["don.pdf", "--field", "a.b"], 2, ["SIGN_PDF_FIELD_NAME"]),
            (["don.pdf", "--attached", "--format", "pades"], 2, []),
            (["don.pdf", "--format", "cades", "--certify", "no-changes"], 2, []),
        ]
        for (arguments, status, codes) in cases {
            let run = try await sign(desk, arguments)
            #expect(run.status == status && run.codes == codes, "\(arguments): \(run.output)\(run.errors)")
        }
        #expect(desk.folder.entries == ["don.pdf", "don.txt", "hong.pdf"])
    }
}
