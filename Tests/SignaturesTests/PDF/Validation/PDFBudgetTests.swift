import PKI
import Signatures
import TestSupport
import Testing

/// Small files that would cost gigabytes, a stack, or minutes if they were followed: each is refused as too large.
@Suite("Budget of PDF files")
struct PDFBudgetTests {
    let scene: PDFScene

    init() throws { scene = try PDFScene() }

    private func expectTooLarge(_ bytes: [UInt8], _ comment: Comment? = nil) {
        #expect(comment) {
            try scene.report(bytes)
        } throws: { error in
            (error as? SignedFileError)?.code == .pdfTooLarge
        }
    }

    /// More than any real object has, and a hundredth of what memory bears.
    private static let junk = "[" + String(repeating: "0 ", count: 2_000_000) + "]"

    @Test("an object of millions of tokens")
    func manyTokens() {
        var pdf = MintedPDF()
        pdf.append([5: Self.junk])
        expectTooLarge(pdf.bytes)
    }

    @Test("an object stream of millions of tokens")
    func manyPackedTokens() {
        var pdf = PackedPDF()
        pdf.pack(5, in: 4, Self.junk)
        expectTooLarge(pdf.finished())
    }

    @Test("an encryption dictionary of millions of tokens")
    func encryption() {
        var pdf = MintedPDF()
        pdf.append([8: Self.junk], trailer: "/Encrypt 8 0 R /ID [(a) (b)]")
        expectTooLarge(pdf.bytes)
    }

    @Test("an encryption dictionary that is small for an object, and large for what it is")
    func wideEncryption() {
        var pdf = MintedPDF()
        let filters = (0..<15_000).map { "/f\($0) 9 0 R" }.joined()
        pdf.append(
            [8: "<< /Filter /Standard /V 4 /R 4 /Length 128 /P -4 /O (o) /U (u) /CF << \(filters) >> >>", 9: "<< >>"],
            trailer: "/Encrypt 8 0 R /ID [(a) (b)]")
        expectTooLarge(pdf.bytes)
        // As an object like any other it is read.
        var other = MintedPDF()
        other.append([5: "<< /Fields [] /CF << \(filters) >> >>"])
        #expect(throws: Never.self) { try scene.report(other.bytes) }
    }

    @Test("strings and names without end, in one piece and in many")
    func longTokens() throws {
        func piece(_ count: Int) -> String { String(repeating: "a", count: count) }
        let longest = 17 << 20
        for value in ["(\(piece(longest)))", "<\(piece(longest))>", "/\(piece(longest))"] {
            var pdf = MintedPDF()
            pdf.append([5: "<< /Fields [] /X \(value) >>"])
            expectTooLarge(pdf.bytes, "\(value.prefix(1))")
        }
        var pdf = MintedPDF()
        let strings = String(repeating: "(\(piece(8 << 20)))", count: 13)
        pdf.append([5: "<< /Fields [] /X [\(strings)] >>"])
        expectTooLarge(pdf.bytes)
        var short = MintedPDF()
        short.append([5: "<< /Fields [] /X [(\(piece(1 << 20))) (\(piece(1 << 20)))] >>"])
        #expect(try scene.report(short.bytes).indication == .noSignatureFound)
    }

    @Test("long strings in object streams, which take no room in the file")
    func packedStrings() {
        var pdf = PackedPDF()
        let string = "(" + String(repeating: "a", count: 15 << 20) + ")"
        for stream in 0..<8 { pdf.pack(100 + stream, in: 200 + stream, string) }
        let references = (100..<108).map { "/A\($0) \($0) 0 R" }.joined(separator: " ")
        pdf.add(5, "<< /Fields [\((100..<108).map { "\($0) 0 R" }.joined(separator: " "))] \(references) >>")
        expectTooLarge(pdf.finished())
    }

    @Test("a file whose objects are in order is read, packed or not")
    func harmless() throws {
        var pdf = PackedPDF()
        pdf.pack(5, in: 4, "<< /Fields [] >>")
        #expect(try scene.report(pdf.finished()).indication == .noSignatureFound)
    }

    @Test("object streams of which each is within its limit, and all of them take minutes to unpack")
    func manyStreams() throws {
        let script = "import zlib; print(zlib.compress(b'9 0 ' + b' ' * (31 << 20), 9).hex())"
        let made = try ForeignTool.run("python3", ["-c", script])
        let data = try #require([UInt8](hexadecimal: String(made.output.dropLast())), "\(made.output)")
        var pdf = PackedPDF()
        pdf.add(5, "<< /Fields [] >>")
        for container in 20..<40 { pdf.pack(container + 100, in: container, flate: data, first: 4) }
        expectTooLarge(pdf.finished())
    }

    @Test("a length that stands in an object stream of unpacked gigabytes, which only the reader's library looks at")
    func packedLength() {
        var pdf = PackedPDF()
        pdf.pack(7, in: 4, "5 " + String(repeating: " ", count: 33 << 20))
        pdf.add(5, "<< /Fields [] /Length 7 0 R >>\nstream\nabcde\nendstream")
        expectTooLarge(pdf.finished())
    }

    @Test("an object stream that is said to stand in another one, or in itself", arguments: [3, 4])
    func nestedContainers(_ outer: Int) {
        var pdf = PackedPDF()
        pdf.add(3, "<< >>")
        pdf.pack(5, in: 4, "<< /Fields [] >>")
        pdf.claim(6, in: 7)
        pdf.claim(7, in: outer)
        #expect {
            try scene.report(pdf.finished())
        } throws: { error in
            (error as? SignedFileError)?.code == .pdfMalformed
        }
    }

    @Test("lengths that refer to streams with lengths that refer on, beyond any stack")
    func chainOfLengths() {
        var pdf = MintedPDF()
        let count = 40_000
        var objects = [5: "<< /Length 10 0 R >>\nstream\nabcde\nendstream"]
        for number in 10..<count {
            objects[number] = "<< /Length \(number + 1) 0 R >>\nstream\nabcde\nendstream"
        }
        objects[count] = "5"
        pdf.append(objects)
        expectTooLarge(pdf.bytes)
    }

    @Test("a table that says it has more lines than numbers go")
    func countOfLines() throws {
        var pdf = MintedPDF()
        let start = pdf.count
        pdf.append(
            raw: """
                xref
                0 1
                0000000000 65535 f 
                5 \(Int.max)
                trailer
                << /Size 6 /Root 1 0 R >>
                startxref
                \(start)
                %%EOF

                """)
        expectTooLarge(pdf.bytes)
    }

    @Test(
        "a cross-reference stream with rows of gigabytes",
        arguments: [
            "/DecodeParms [<< /Predictor 12 /Columns 2000000000 >>]",
            "/DecodeParms << /Predictor 12 /Columns 32 /Colors 100000000 >>",
            "/DecodeParms << /Predictor 12 /Columns 32 /BitsPerComponent 2000000000 >>",
        ])
    func wideRows(_ parameters: String) {
        var pdf = MintedPDF()
        let start = pdf.count
        // An empty Flate stream.
        let data: [UInt8] = [0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]
        pdf.append(
            raw: """
                9 0 obj
                << /Type /XRef /Size 10 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode \(parameters) /Length \(data.count) >>
                stream

                """)
        pdf.append(raw: data)
        pdf.append(raw: "\nendstream\nendobj\nstartxref\n\(start)\n%%EOF\n")
        expectTooLarge(pdf.bytes)
    }

    @Test("evidence behind a chain of filters, or in rows of gigabytes, is left out; the signature is judged without")
    func evidence() throws {
        for entries in [
            "/Filter [/FlateDecode /FlateDecode]",
            "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 2000000000 >>",
        ] {
            let pdf = try scene.signed {
                $0.objects[1] = "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /DSS << /Certs [20 0 R] >> >>"
                $0.objects[20] = MintedPDF.stream("0000", entries)
            }
            #expect(try scene.only(pdf).indication == .totalPassed, "\(entries)")
        }
    }

    @Test("fields whose names grow with the tree")
    func names() {
        var pdf = MintedPDF()
        var objects = [5: "<< /Fields [10 0 R] >>"]
        for number in 10..<20 {
            objects[number] =
                "<< /T (\(String(repeating: "x", count: 10_000))) /Kids [\(number + 1) 0 R] >>"
        }
        objects[20] = "<< /T (x) >>"
        pdf.append(objects)
        expectTooLarge(pdf.bytes)
    }

    @Test("byte ranges without number")
    func byteRanges() {
        var pdf = MintedPDF()
        pdf.append([8: "<< >>"], afterwards: "%" + String(repeating: "/ByteRange", count: 10_000) + "\n")
        expectTooLarge(pdf.bytes)
    }
}
