import CanonicalJSON
import Foundation
import TestSupport
import Testing

@Suite("Signed PDF files, as a user meets them")
struct VerifyPDFTests {
    /// A desk with `don.pdf`, signed by the citizen.
    private func desk(signers: [String] = ["cong-dan"]) async throws -> Desk {
        let desk = try await Desk()
        try desk.folder.write(try Data(contentsOf: Desk.document), to: "don.pdf")
        for signer in signers {
            let run = try await desk.kho([
                "sign", "don.pdf", "-o", "don.pdf", "--force", "--key", DemonstrationKeys.key(signer),
                "--passphrase-file", DemonstrationKeys.passphraseFile,
            ])
            try #require(run.status == 0, "\(run.output)\(run.errors)")
        }
        return desk
    }

    @Test("the verdict comes first, then who signed, without any option")
    func valid() async throws {
        let desk = try await desk()
        let run = try await desk.kho("verify", "don.pdf", "--lang", "vi")
        #expect(run.status == 0 && run.lines.first == "HỢP LỆ", "\(run.output)")
        #expect(run.output.contains("CCCD:038093015572"))
        let json = try await desk.kho("verify", "don.pdf", "--json").objects.first
        #expect(json?["format"]?.string == "PAdES")
        #expect(json?["signatures"]?[0]?["changesAfterSigning"]?.string == "none")
        #expect(json?["signatures"]?[0]?["coversWholeFile"]?.bool == true)
    }

    @Test("several signers are shown one after the other; the earlier ones stay good")
    func several() async throws {
        let desk = try await desk(signers: ["cong-dan", "nhan-vien", "co-quan"])
        let run = try await desk.kho("verify", "don.pdf", "--json")
        #expect(run.status == 0, "\(run.output)")
        let signatures = try #require(run.objects.first?["signatures"]?.array)
        #expect(signatures.map { $0["indication"]?.string } == ["TOTAL-PASSED", "TOTAL-PASSED", "TOTAL-PASSED"])
        #expect(signatures.map { $0["changesAfterSigning"]?.string } == ["permitted", "permitted", "none"])
        #expect(signatures.map { $0["signer"]?["class"]?.string }.first == "personal")
    }

    @Test("a page that was changed after signing is said in the lines right after the verdict, with its object")
    func changed() async throws {
        let desk = try await desk()
        // An update that puts another content under the page's own object, as an attacker's tool would.
        let script = """
            import re, sys
            data = open('don.pdf', 'rb').read()
            start = int(re.findall(rb'startxref\\s+(\\d+)', data)[-1])
            content = int(re.findall(rb'/Contents (\\d+) 0 R', data)[0])
            size = max(int(n) for n in re.findall(rb'/Size (\\d+)', data))
            root = re.findall(rb'/Root (\\d+) 0 R', data)[-1]
            stream = b'BT /F1 30 Tf 72 500 Td (Khac) Tj ET'
            out = data + b'%d 0 obj\\n<< /Length %d >>\\nstream\\n%s\\nendstream\\nendobj\\n' % (content, len(stream), stream)
            table = len(out)
            out += b'xref\\n%d 1\\n%010d 00000 n \\ntrailer\\n<< /Size %d /Root %s 0 R /Prev %d >>\\n' % (content, len(data), size, root, start)
            open('don.pdf', 'wb').write(out + b'startxref\\n%d\\n%%%%EOF\\n' % table)
            print(content)
            """
        let made = try await RunningProgram.run(["python3", "-c", script], in: desk.folder.path)
        try #require(made.status == 0, "\(made.errors)")
        let object = try #require(made.lines.first)
        let run = try await desk.kho("verify", "don.pdf", "--lang", "en")
        #expect(run.status == 1 && run.lines.first == "NOT VALID", "\(run.output)")
        let first = try #require(run.lines.first { $0.contains("[") })
        #expect(run.lines.prefix(4).contains(first) && first.contains(object), "\(run.output)")
        let json = try await desk.kho("verify", "don.pdf", "--json").objects.first?["signatures"]?[0]
        #expect(json?["subIndication"]?.string == "FORMAT_FAILURE" && json?["intact"]?.bool == true)
        #expect(json?["changesAfterSigning"]?.string == "suspicious")
    }

    @Test("a PDF that nobody signed has no signature, and one that is no PDF at all is not readable")
    func unsigned() async throws {
        let desk = try await desk(signers: [])
        #expect(try await desk.kho("verify", "don.pdf").status == 4)
        try desk.folder.write(Data("%PDF-1.7\nnothing".utf8), to: "hong.pdf")
        let run = try await desk.kho("verify", "hong.pdf", "--json")
        #expect(run.status == 5 && run.codes == ["PDF_MALFORMED"], "\(run.output)")
    }

    @Test("in a folder, a PDF beside its signature file is that one's original; a signed one stands for itself")
    func folder() async throws {
        let desk = try await desk()
        try await desk.signDocument(as: "khac.pdf")
        let run = try await desk.kho("verify", ".", "--json")
        #expect(run.status == 0, "\(run.output)")
        #expect(run.objects.compactMap { $0["file"]?.string }.sorted() == ["./don.pdf", "./khac.pdf.p7s"])
    }

    @Test("a signed PDF is deposited as one file, comes back as it was, and its copy is verified by itself")
    func vault() async throws {
        let desk = try await desk()
        try await desk.initialise()
        let put = try await desk.kho(Desk.put("don.pdf"))
        #expect(put.status == 0, "\(put.output)\(put.errors)")
        let document = try #require(put.objects.first?["document"]?.string)
        let file = try #require(put.objects.first?["files"]?[0])
        #expect(file["role"]?.string == "signed" && file["mediaType"]?.string == "application/pdf")
        #expect(try await desk.kho("get", document, "-o", "-").outputBytes == (try desk.folder.bytes("don.pdf")))
        #expect(try await desk.kho("copy", document, "-o", "ban-sao.asice").status == 0)
        let copy = try await desk.kho("verify", "ban-sao.asice", "--json")
        #expect(copy.objects.first?["bundle"]?["document"]?["indication"]?.string == "TOTAL-PASSED", "\(copy.output)")
        #expect(try await desk.kho("check").status == 0)
    }

    @Test("a PDF of somebody else, or one that nobody signed, does not get in")
    func refused() async throws {
        let desk = try await desk(signers: ["nguoi-la"])
        try await desk.initialise()
        #expect(try await desk.kho(Desk.put("don.pdf")).status == 6)
        try desk.folder.write(try Data(contentsOf: Desk.document), to: "trang.pdf")
        #expect(try await desk.kho(Desk.put("trang.pdf")).status == 6)
    }

    @Test("a folder of more files than may be open at once is verified whole")
    func descriptors() async throws {
        let desk = try await desk()
        let bytes = try desk.folder.bytes("don.pdf")
        for number in 0..<40 { try desk.folder.write(bytes, to: "ban-\(number).pdf") }
        let run = try await desk.kho(
            ["verify", ".", "--json"], confinement: ["prlimit", "--nofile=32:32"])
        #expect(run.objects.count == 41)
        #expect(run.objects.allSatisfy { $0["indication"]?.string == "TOTAL-PASSED" }, "\(run.output)")
        #expect(run.status == 0)
    }
}
