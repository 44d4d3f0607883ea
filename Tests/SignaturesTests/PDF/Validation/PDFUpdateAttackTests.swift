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

    private func expectRefused(
        _ pdf: MintedPDF, _ comment: Comment, location: SourceLocation = #_sourceLocation
    ) throws {
        guard let report = try? scene.report(pdf) else { return }
        #expect(report.indication == .totalFailed, comment, sourceLocation: location)
        #expect(
            report.signatures.allSatisfy { $0.changesAfterSigning == .suspicious }, comment, sourceLocation: location)
    }

    /// The signed document with information added, and whatever stands before the table.
    private func updated(trailer: String = "", afterwards: String = "", information: String = "(An)") throws
        -> MintedPDF
    {
        var pdf = try scene.signed()
        pdf.append([20: "<< /Title \(information) >>"], trailer: "/Info 20 0 R \(trailer)", afterwards: afterwards)
        return pdf
    }

    @Test("an honest update of the information is permitted")
    func honest() throws {
        let signature = try scene.only(updated())
        #expect(
            signature.indication == .totalPassed && signature.changesAfterSigning == .permitted, "\(signature.summary)")
    }

    @Test("an object between the named ones, inside a text, or inside a stream")
    func strayObjects() throws {
        try expectRefused(updated(afterwards: Self.evil), "between")
        try expectRefused(updated(information: "(\(Self.evil))"), "in a text")
        try expectRefused(updated(afterwards: "trailer\n<< /Root 9 0 R >>\n"), "a trailer")
        var pdf = try scene.signed()
        pdf.append([
            20: MintedPDF.stream("<x>\(Self.evil)</x>", "/Type /Metadata /Subtype /XML "),
            1: "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /Metadata 20 0 R >>",
        ])
        try expectRefused(pdf, "in a stream")
    }

    @Test("a startxref that other readers cannot read")
    func startxref() throws {
        var pdf = try updated()
        let place = try #require(pdf.text.range(of: "startxref\n", options: .backwards))
        let offset = pdf.text.utf8.distance(from: pdf.text.startIndex, to: place.upperBound)
        pdf.replace(offset - 1, "\0")
        try expectRefused(pdf, "NUL")
    }

    @Test("sizes and tables that other readers do not take", arguments: ["/Size -1", "/Size 99999999"])
    func trailers(_ size: String) throws {
        var pdf = try updated()
        let text = pdf.text
        let range = try #require(text.range(of: "/Size 21", options: .backwards))
        let changed = text.replacingCharacters(in: range, with: size)
        pdf = try scene.signed()
        // Offsets of the update stand before its trailer, so that its length is free.
        pdf.append(raw: String(changed.dropFirst(pdf.text.count)))
        try expectRefused(pdf, "\(size)")
    }

    @Test("a table from 1 on that begins with the head of the free list")
    func misnumbered() throws {
        var pdf = try scene.signed()
        let previous = try #require(pdf.text.range(of: "startxref\n", options: .backwards))
        let start = pdf.text[previous.upperBound...].prefix { $0.isNumber }
        let table = pdf.count
        pdf.append(
            raw: """
                xref
                1 1
                0000000000 65535 f\u{20}
                trailer
                << /Size 21 /Root 1 0 R /Prev \(start) >>
                startxref
                \(table)
                %%EOF

                """)
        try expectRefused(pdf, "table from 1")
    }
}
