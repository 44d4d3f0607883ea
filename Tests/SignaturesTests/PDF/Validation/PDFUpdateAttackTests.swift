import Foundation
import PKI
import Signatures
import TestSupport
import Testing

/// Found by a review: updates after which lenient readers look through the bytes for objects by themselves, or pass over
/// the updates altogether. What they would find was put there by whoever made the update.
@Suite("Updates that make other readers mend the file")
struct PDFUpdateAttackTests {
    let scene: PDFScene

    init() throws { scene = try PDFScene() }

    /// An object that such a reader would take for the page's content.
    private static let evil = "4 0 obj\n\(MintedPDF.stream("BT (Other) Tj ET"))\nendobj\n"

    /// The file is read, its signature found and right as far as it goes; the update alone is refused, for one reason.
    private func expectRefused(
        _ pdf: MintedPDF, _ code: String, _ comment: Comment? = nil, location: SourceLocation = #_sourceLocation
    ) throws {
        let signature = try scene.only(pdf)
        #expect(signature.intact, comment, sourceLocation: location)
        #expect(signature.indication == .totalFailed, comment, sourceLocation: location)
        #expect(signature.changesAfterSigning == .suspicious, comment, sourceLocation: location)
        let failures = signature.reasons.filter { $0.weight == .failure }.map(\.code)
        #expect(failures == [code], comment, sourceLocation: location)
    }

    private func expectHonest(_ pdf: MintedPDF, location: SourceLocation = #_sourceLocation) throws {
        let signature = try scene.only(pdf)
        #expect(
            signature.indication == .totalPassed && signature.changesAfterSigning != .suspicious,
            "\(signature.summary)", sourceLocation: location)
    }

    /// The signed document with information added, and whatever stands before the table.
    private func updated(
        _ signed: MintedPDF? = nil, afterwards: String = "", information: String = "(An)"
    ) throws -> MintedPDF {
        var pdf = try signed ?? scene.signed()
        pdf.append([20: "<< /Title \(information) >>"], trailer: "/Info 20 0 R", afterwards: afterwards)
        return pdf
    }

    @Test("an honest update of the information is permitted")
    func honest() throws { try expectHonest(updated()) }

    @Test("an object between the named ones, inside a text, or inside a stream")
    func strayObjects() throws {
        try expectRefused(updated(afterwards: Self.evil), "PDF_APPENDED_BYTES", "between")
        try expectRefused(updated(information: "(\(Self.evil))"), "PDF_APPENDED_BYTES", "in a text")
        try expectRefused(updated(afterwards: "trailer\n<< /Root 9 0 R >>\n"), "PDF_APPENDED_BYTES", "a trailer")
        var pdf = try scene.signed()
        let catalogue = "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /Metadata 20 0 R >>"
        pdf.append([20: MintedPDF.stream("<x>\(Self.evil)</x>", "/Type /Metadata /Subtype /XML "), 1: catalogue])
        try expectRefused(pdf, "PDF_APPENDED_BYTES", "in a stream")
        pdf = try scene.signed()
        pdf.append([20: MintedPDF.stream("<x></x>", "/Type /Metadata /Subtype /XML "), 1: catalogue])
        try expectHonest(pdf)
    }

    @Test("a startxref that other readers cannot read is not read here: there is no other way into the file")
    func startxref() throws {
        var pdf = try updated()
        let place = try #require(pdf.text.range(of: "startxref\n", options: .backwards))
        let offset = pdf.text.utf8.distance(from: pdf.text.startIndex, to: place.upperBound)
        pdf.replace(offset - 1, "\0")
        #expect {
            try scene.report(pdf)
        } throws: { error in
            (error as? SignedFileError)?.code == .pdfMalformed
        }
        pdf.replace(offset - 1, " ")
        try expectHonest(pdf)
    }

    @Test("sizes that other readers do not take", arguments: ["/Size -1", "/Size 99999999"])
    func sizes(_ size: String) throws {
        let text = try updated().text
        let range = try #require(text.range(of: "/Size 21", options: .backwards))
        let changed = text.replacingCharacters(in: range, with: size)
        var pdf = try scene.signed()
        // Offsets of the update stand before its trailer, so that its length is free.
        pdf.append(raw: String(changed.dropFirst(pdf.text.count)))
        try expectRefused(pdf, "PDF_UPDATE_NOT_PLAIN")
    }

    @Test("a table from 1 on that begins with the head of the free list")
    func misnumbered() throws {
        func update(from first: Int) throws -> MintedPDF {
            var pdf = try scene.signed()
            let start = try start(of: pdf)
            // The catalogue moves, so that object 1 may be free.
            let catalogue = String(pdf.count)
            pdf.append(raw: "20 0 obj\n<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>\nendobj\n")
            let table = pdf.count
            pdf.append(
                raw: """
                    xref
                    \(first) 1
                    0000000000 65535 f\u{20}
                    20 1
                    \(String(repeating: "0", count: 10 - catalogue.count))\(catalogue) 00000 n\u{20}
                    trailer
                    << /Size 21 /Root 20 0 R /Prev \(start) >>
                    startxref
                    \(table)
                    %%EOF

                    """)
            return pdf
        }
        try expectRefused(update(from: 1), "PDF_UPDATE_NOT_PLAIN")
        try expectHonest(update(from: 0))
    }

    /// Where the newest section of a file begins.
    private func start(of pdf: MintedPDF) throws -> Int {
        let previous = try #require(pdf.text.range(of: "startxref\n", options: .backwards))
        return try #require(Int(pdf.text[previous.upperBound...].prefix { $0.isNumber }))
    }

    /// The signed document with information added by a cross-reference stream.
    private func updated(widths: [Int]) throws -> MintedPDF {
        var pdf = try scene.signed()
        let start = try start(of: pdf)
        let information = pdf.count
        pdf.append(raw: "20 0 obj\n<< /Title (An) >>\nendobj\n")
        let section = pdf.count
        let rows = [information, section].flatMap { offset in
            zip(widths, [1, offset, 0]).flatMap { width, value in
                (0..<width).reversed().map { UInt8(truncatingIfNeeded: $0 < 8 ? value >> (8 * $0) : 0) }
            }
        }
        let spelled = widths.map(String.init).joined(separator: " ")
        pdf.append(
            raw: """
                21 0 obj
                << /Type /XRef /Size 22 /W [\(spelled)] /Index [20 2] /Root 1 0 R /Info 20 0 R /Prev \(start) /Length \
                \(rows.count) >>
                stream

                """)
        pdf.append(raw: rows)
        pdf.append(raw: "\nendstream\nendobj\nstartxref\n\(section)\n%%EOF\n")
        return pdf
    }

    @Test("columns of a cross-reference stream that are wider than other readers take")
    func columns() throws {
        for widths in [[1, 4, 2], [1, 8, 1], [1, 3, 0]] { try expectHonest(updated(widths: widths)) }
        for widths in [[2, 4, 2], [1, 4, 3], [4, 4, 4]] {
            try expectRefused(updated(widths: widths), "PDF_UPDATE_NOT_PLAIN", "\(widths)")
        }
        #expect {
            try scene.report(updated(widths: [1, 9, 2]))
        } throws: { error in
            (error as? SignedFileError)?.code == .pdfMalformed
        }
    }

    /// The signed document with a head that says how long the file is, and perhaps an update.
    private func linearized(length: Int, isUpdated: Bool) throws -> MintedPDF {
        let digits = String(repeating: "0", count: 10 - String(length).count) + String(length)
        let signed = try scene.signed(MintedPDF(head: "9 0 obj\n<< /Linearized 1 /L \(digits) >>\nendobj\n"))
        return isUpdated ? try updated(signed) : signed
    }

    @Test("a linearized file whose own length was made to be that of the file with its updates")
    func linearization() throws {
        for isUpdated in [false, true] {
            let length = try linearized(length: 0, isUpdated: isUpdated).count
            // As of every linearized file that got an update: readers go by its last table.
            for other in [length - 1, length + 1] {
                try expectHonest(linearized(length: other, isUpdated: isUpdated))
            }
            try expectRefused(linearized(length: length, isUpdated: isUpdated), "PDF_UPDATE_NOT_PLAIN")
        }
    }
}
