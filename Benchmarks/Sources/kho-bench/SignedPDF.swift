import Foundation
import PKI
import Signatures

/// A PDF such as a word processor writes, tagged and with embedded fonts, that was signed again and again, each time in a
/// further revision.
struct SignedPDF {
    private(set) var bytes: [UInt8] = []
    private var startxref: Int?
    private var fields: [Int] = []
    private var size = 1

    /// Room for the CMS.
    private static let reserved = 6000
    /// Where the byte range is written once the gap is known.
    private static let placeholder = "[0 0000000000 0000000000 0000000000]"
    private static let paragraphsOfPage = 8

    // Numbers of objects; those of pages and of what they hold come after.
    private static let (catalogue, pages, form, structure, parents) = (1, 2, 3, 4, 5)
    private static let (font, descriptor, program) = (6, 7, 8)
    private static let firstPage = 9
    /// A page, its content, and its paragraphs in the structure tree.
    private static let objectsOfPage = 2 + paragraphsOfPage

    /// - Parameters:
    ///   - pages: how many pages it has.
    ///   - bytes: about how large it is: its pages' content and a font.
    init(pages count: Int, bytes total: Int) {
        bytes = Array("%PDF-1.7\n".utf8)
        let numbers = (0..<count).map { Self.firstPage + $0 * Self.objectsOfPage }
        var objects: [(Int, String)] = [
            (Self.catalogue, Self.catalogueBody("")),
            (Self.pages, "<< /Type /Pages /Kids \(Self.array(numbers)) /Count \(count) >>"),
            (Self.form, form),
            (
                Self.structure,
                "<< /Type /StructTreeRoot /ParentTree \(Self.parents) 0 R /K "
                    + "\(Self.array(numbers.flatMap { page in (0..<Self.paragraphsOfPage).map { page + 2 + $0 } })) >>"
            ),
            (
                Self.parents,
                "<< /Nums ["
                    + numbers.enumerated().map { index, page in
                        "\(index) \(Self.array((0..<Self.paragraphsOfPage).map { page + 2 + $0 }))"
                    }.joined(separator: " ") + "] >>"
            ),
            (
                Self.font,
                "<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Sans /FirstChar 32 /LastChar 127 /Widths ["
                    + String(repeating: "556 ", count: 96)
                    + "] /Encoding /WinAnsiEncoding /FontDescriptor \(Self.descriptor) 0 R >>"
            ),
            (
                Self.descriptor,
                "<< /Type /FontDescriptor /FontName /ABCDEF+Sans /Flags 32 /FontBBox [-600 -200 1100 900] /ItalicAngle 0 "
                    + "/Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 \(Self.program) 0 R >>"
            ),
            (Self.program, Self.stream(String(repeating: "\u{1}", count: total / 2))),
        ]
        for page in numbers { objects += Self.page(page, number: numbers[0], bytes: total / 2 / count) }
        append(objects)
    }

    private static func page(_ page: Int, number first: Int, bytes: Int) -> [(Int, String)] {
        let index = (page - first) / objectsOfPage
        let text = String(repeating: "(Hop dong) Tj ", count: bytes / paragraphsOfPage / 14)
        let content = (0..<paragraphsOfPage).map { "/P << /MCID \($0) >> BDC BT /F1 12 Tf \(text)ET EMC\n" }.joined()
        let paragraphs = (0..<paragraphsOfPage).map {
            (page + 2 + $0, "<< /Type /StructElem /S /P /P \(structure) 0 R /Pg \(page) 0 R /K \($0) >>")
        }
        return [(page, pageBody(page, structParents: index, annotations: "")), (page + 1, stream(content))] + paragraphs
    }

    private static func pageBody(_ page: Int, structParents: Int, annotations: String) -> String {
        "<< /Type /Page /Parent \(pages) 0 R /MediaBox [0 0 595 842] /Contents \(page + 1) 0 R /Resources << /Font << /F1 "
            + "\(font) 0 R >> >> /StructParents \(structParents)\(annotations) >>"
    }

    private static func catalogueBody(_ more: String) -> String {
        "<< /Type /Catalog /Pages \(pages) 0 R /AcroForm \(form) 0 R /StructTreeRoot \(structure) 0 R /MarkInfo << /Marked "
            + "true >> /Lang (vi-VN)\(more) >>"
    }

    private static func stream(_ content: String) -> String {
        "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream"
    }

    private static func array(_ numbers: [Int]) -> String {
        "[" + numbers.map { "\($0) 0 R" }.joined(separator: " ") + "]"
    }

    private var form: String { "<< /Fields \(Self.array(fields)) /SigFlags 3 >>" }

    /// Signs it in a further revision; `message` makes the CMS over what is covered.
    mutating func sign(_ message: ([UInt8]) throws -> [UInt8]) throws {
        let field = size
        fields.append(field)
        let before = bytes.count
        let annotations = " /Annots \(Self.array(fields))"
        append([
            (Self.firstPage, Self.pageBody(Self.firstPage, structParents: 0, annotations: annotations)),
            (Self.form, form),
            (
                field,
                "<< /Type /Annot /Subtype /Widget /FT /Sig /T (S\(field)) /Rect [0 0 0 0] /F 132 /P \(Self.firstPage) 0 R "
                    + "/V \(field + 1) 0 R >>"
            ),
            (
                field + 1,
                "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange \(Self.placeholder) "
                    + "/Contents <\(String(repeating: "0", count: 2 * Self.reserved))> >>"
            ),
        ])
        let open = try place("/Contents <0", after: before) + "/Contents ".utf8.count
        let close = open + 2 * Self.reserved + 2
        let array = "[0 \(open) \(close) \(bytes.count - close)"
        write(
            array + String(repeating: " ", count: Self.placeholder.utf8.count - array.utf8.count - 1) + "]",
            at: try place(Self.placeholder, after: before))
        let made = try message(Array(bytes[..<open] + bytes[close...]))
        guard made.count <= Self.reserved else { throw Child.Failed(description: "CMS of \(made.count) bytes") }
        write(made.hexadecimal, at: open + 1)
    }

    /// Adds a document security store with a certificate in a further revision, as signers do for the long term.
    mutating func appendStore(_ certificate: [UInt8]) {
        let store = size
        let data = certificate.hexadecimal + ">"
        append([
            (Self.catalogue, Self.catalogueBody(" /DSS \(store) 0 R")),
            (store, "<< /Type /DSS /Certs [\(store + 1) 0 R] >>"),
            (
                store + 1,
                "<< /Filter /ASCIIHexDecode /Length \(data.utf8.count) >>\nstream\n\(data)\nendstream"
            ),
        ])
    }

    private mutating func append(_ objects: [(Int, String)]) {
        var section = "xref\n"
        if startxref == nil { section += "0 1\n0000000000 65535 f \n" }
        for (number, body) in objects {
            section += "\(number) 1\n\(String(10_000_000_000 + bytes.count).dropFirst()) 00000 n \n"
            bytes += Array("\(number) 0 obj\n\(body)\nendobj\n".utf8)
            size = max(size, number + 1)
        }
        let previous = startxref.map { " /Prev \($0)" } ?? ""
        let table = bytes.count
        section += "trailer\n<< /Size \(size) /Root \(Self.catalogue) 0 R\(previous) >>\nstartxref\n\(table)\n%%EOF\n"
        bytes += Array(section.utf8)
        startxref = table
    }

    private func place(_ word: String, after start: Int) throws -> Int {
        let found = Data(bytes).range(of: Data(word.utf8), in: start..<bytes.count)
        guard let found else { throw Child.Failed(description: "no \(word)") }
        return found.lowerBound
    }

    private mutating func write(_ text: String, at place: Int) {
        bytes.replaceSubrange(place..<place + text.utf8.count, with: text.utf8)
    }
}

extension SignedFixture {
    /// A PDF with so many signatures of the fixture's signer.
    func pdf(signatures: Int, pages: Int, bytes: Int) throws -> SignedPDF {
        var pdf = SignedPDF(pages: pages, bytes: bytes)
        for _ in 0..<signatures { try pdf.sign { try signer.detached(MemorySource($0), signingTime: .now()) } }
        return pdf
    }
}
