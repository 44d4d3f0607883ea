import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// Files that are made to cost memory or time, or to be two documents at once.
@Suite("Hostile PDF files")
struct PDFHostileTests {
    let scene: PDFScene

    init() throws { scene = try PDFScene() }

    /// A PDF whose only cross-reference section is a stream, or whose object stream is, of so many zeros, packed.
    private func bomb(inTable: Bool, zeros: Int) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let script = """
            import sys, zlib
            packed = zlib.compress(bytes(\(zeros)), 9)
            out = bytearray(b'%PDF-1.7\\n')
            offsets = {}
            def add(number, body):
                offsets[number] = len(out)
                out.extend(b'%d 0 obj\\n' % number + body + b'\\nendobj\\n')
            add(1, b'<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>')
            add(2, b'<< /Type /Pages /Kids [] /Count 0 >>')
            if \(inTable ? "True" : "False"):
                start = len(out)
                out.extend(b'9 0 obj\\n<< /Type /XRef /Size 10 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /Length %d >>\\nstream\\n' % len(packed))
                out.extend(packed + b'\\nendstream\\nendobj\\n')
            else:
                add(4, b'<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\\nstream\\n' % len(packed) + packed + b'\\nendstream')
                rows = b''.join(bytes([1]) + offsets[n].to_bytes(4, 'big') + bytes([0]) if n in offsets else bytes([2]) + (4).to_bytes(4, 'big') + bytes([0]) if n == 5 else bytes(6) for n in range(10))
                start = len(out)
                rows = rows[:9 * 6] + bytes([1]) + start.to_bytes(4, 'big') + bytes([0])
                out.extend(b'9 0 obj\\n<< /Type /XRef /Size 10 /W [1 4 1] /Root 1 0 R /Length %d >>\\nstream\\n' % len(rows) + rows + b'\\nendstream\\nendobj\\n')
            out.extend(b'startxref\\n%d\\n%%%%EOF\\n' % start)
            open(sys.argv[1], 'wb').write(out)
            """
        let path = folder.path + "/bomb.pdf"
        let made = try ForeignTool.run("python3", ["-c", script, path])
        try #require(made.status == 0, "\(made.output)")
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test(
        "a cross-reference or object stream that unpacks to gigabytes is refused, not unpacked",
        arguments: [true, false])
    func bombs(_ inTable: Bool) throws {
        let bytes = try bomb(inTable: inTable, zeros: 1 << 29)
        #expect {
            try scene.report(bytes)
        } throws: { error in
            (error as? SignedFileError)?.code == .pdfTooLarge
        }
    }

    @Test("sections that run in a circle end")
    func circle() throws {
        var pdf = MintedPDF()
        let first = try #require(pdf.find("xref\n0 1"))
        pdf.append([8: "<< >>"])
        // The first section now names the second as the one before it.
        let second = try #require(pdf.find("xref\n0 1", from: first + 1))
        pdf.replace(try #require(pdf.find("/Size 6 /Root 1 0 R")), "/Size 6 /Prev \(second)")
        #expect(throws: SignedFileError.self) { try scene.report(pdf) }
    }

    @Test("nesting without end is refused, not followed")
    func nesting() throws {
        for opening in ["[", "<< /A "] {
            var pdf = MintedPDF()
            pdf.append([5: String(repeating: opening, count: 100_000)])
            #expect(throws: SignedFileError.self) { try scene.report(pdf) }
        }
    }

    @Test(
        "numbers out of any range are refused",
        arguments: [
            "startxref\n99999999999", "startxref\n-1", "startxref\n0", "startxref\n1",
        ])
    func offsets(_ words: String) throws {
        let pdf = MintedPDF()
        let start = try #require(pdf.text.range(of: "startxref", options: .backwards))
        let bytes = Array((String(pdf.text[..<start.lowerBound]) + words + "\n%%EOF\n").utf8)
        #expect(throws: SignedFileError.self) { try scene.report(bytes) }
    }

    @Test("every beginning of a signed file is refused or without a signature that passes")
    func truncated() throws {
        let bytes = try scene.signed().bytes
        for end in stride(from: 0, to: bytes.count - 1, by: 97) {
            let report = try? scene.report(Array(bytes[..<end]))
            #expect(report?.indication != .totalPassed, "\(end)")
        }
    }

    @Test("a file that opens with a password only says so; one that opens without is read")
    func passwords() throws {
        let folder = try TemporaryFolder()
        let plain = folder.path + "/plain.pdf"
        try Data(MintedPDF().bytes).write(to: URL(fileURLWithPath: plain))
        func encrypted(_ password: String) throws -> [UInt8] {
            let path = folder.path + "/encrypted.pdf"
            let made = try ForeignTool.run("qpdf", ["--encrypt", password, "owner", "256", "--", plain, path])
            try #require(made.status == 0, "\(made.output)")
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        }
        #expect {
            try scene.report(encrypted("secret"))
        } throws: { error in
            (error as? SignedFileError)?.code == .pdfEncrypted
        }
        #expect(try scene.report(encrypted("")).indication == .noSignatureFound)
    }

    @Test("readers with and without hybrid references must see the same in an update")
    func hybrid() throws {
        // The update's table says that the page's content is free; a stream beside it says where it is. Old readers
        // see an empty page, new ones see no change at all.
        func update(_ pdf: MintedPDF, frees: Bool) throws -> MintedPDF {
            var pdf = pdf
            let content = try #require(pdf.find("4 0 obj"))
            let rows: [UInt8] = [1] + (0..<4).map { UInt8(truncatingIfNeeded: content >> (24 - 8 * $0)) } + [0]
            let stream = pdf.count
            pdf.append(
                raw: """
                    40 0 obj
                    << /Type /XRef /Size 41 /W [1 4 1] /Index [4 1] /Length 6 >>
                    stream

                    """)
            pdf.append(raw: rows)
            pdf.append(raw: "\nendstream\nendobj\n")
            let table = pdf.count
            let previous = try #require(pdf.text.range(of: "startxref\n", options: .backwards))
            let start = pdf.text[previous.upperBound...].prefix { $0.isNumber }
            pdf.append(
                raw: """
                    xref
                    \(frees ? "4 1\n0000000000 00001 f " : "0 1\n0000000000 65535 f ")
                    trailer
                    << /Size 41 /Root 1 0 R /Prev \(start) /XRefStm \(stream) >>
                    startxref
                    \(table)
                    %%EOF

                    """)
            return pdf
        }
        let signature = try scene.only(update(scene.signed(), frees: true))
        #expect(signature.has("PDF_HYBRID_REFERENCES"), "\(signature.summary)")
        let harmless = try scene.only(update(scene.signed(), frees: false))
        #expect(!harmless.has("PDF_HYBRID_REFERENCES"), "\(harmless.summary)")
    }
}
