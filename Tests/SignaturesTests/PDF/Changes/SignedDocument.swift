import PKI
import Testing

@testable import Signatures

/// A document of two pages with a form, signed once; what comes after is up to the test.
///
/// | object | is |
/// | --- | --- |
/// | 1, 2 | catalogue, page tree |
/// | 3, 4 | first page, its content |
/// | 5, 6 | form, font Helv |
/// | 7 and 11 | text field `name`, empty, and its look |
/// | 8 and 17 | text field `amount`, value 100, and its look |
/// | 9 | signature field `sig2`, empty |
/// | 10 | a link |
/// | 12, 13, 19 | second page, its content, the length of it |
/// | 14, 15 | a layer, and which layers are shown |
/// | 16, 18 | metadata, information |
/// | 20, 21 | signature field `sig1`, its signature |
/// | 22 | check box `agree` |
struct SignedDocument {
    static let next = 30

    var pdf = HandmadePDF()
    let style: HandmadePDF.Style

    static let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 6 0 R>>>>"
    static func page(_ annotations: String = "", _ more: String = "") -> String {
        page + more + "/Annots[7 0 R 8 0 R 9 0 R 10 0 R 22 0 R 20 0 R\(annotations)]>>"
    }
    static func catalogue(_ more: String = "") -> String {
        "<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R/OCProperties<</OCGs[14 0 R]/D 15 0 R>>/Metadata 16 0 R\(more)>>"
    }
    static func form(_ fields: String = "", _ more: String = "/SigFlags 3") -> String {
        "<</Fields[7 0 R 8 0 R 9 0 R 22 0 R 20 0 R\(fields)]/DR<</Font<</Helv 6 0 R>>>>/DA(/Helv 0 Tf 0 g)\(more)>>"
    }
    static func text(_ name: String, _ look: Int, _ rect: String, _ more: String = "") -> String {
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(\(name))/Rect[\(rect)]/P 3 0 R/F 4/DA(/Helv 12 Tf 0 g)/AP<</N \(look) 0 R>>\(more)>>"
    }
    static func name(_ more: String = "", look: Int = 11) -> String { text("name", look, "10 10 110 30", more) }
    static func amount(_ value: String = "100", look: Int = 17) -> String {
        text("amount", look, "10 40 110 60", "/V(\(value))")
    }
    static func empty(_ more: String = "") -> String {
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(sig2)/Rect[10 70 210 120]/P 3 0 R/F 4\(more)>>"
    }
    static func field(_ name: String, _ signature: Int, _ rect: String = "0 0 0 0", _ more: String = "") -> String {
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(\(name))/Rect[\(rect)]/P 3 0 R/F 132/V \(signature) 0 R\(more)>>"
    }
    static func look(_ drawing: String, _ entries: String = "/Resources<</Font<</Helv 6 0 R>>>>") -> String {
        HandmadePDF.stream("/Type/XObject/Subtype/Form/BBox[0 0 100 20]\(entries)", drawing)
    }
    static let metadata = HandmadePDF.stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta/>")

    /// - Parameters:
    ///   - signature: entries of the first signature dictionary, such as its /Reference.
    ///   - planted: objects that the author put into the document before it was signed; they replace those above.
    init(
        style: HandmadePDF.Style = .table, signature: String = "", lock: String = "", planted: [(Int, String)] = []
    ) {
        self.style = style
        var objects: [Int: String] = [
            1: Self.catalogue(), 2: "<</Type/Pages/Kids[3 0 R 12 0 R]/Count 2>>",
            3: Self.page + "/Annots[7 0 R 8 0 R 9 0 R 10 0 R 22 0 R]>>",
            4: HandmadePDF.stream("", "BT /F1 12 Tf (Pay 100) Tj ET"),
            5: "<</Fields[7 0 R 8 0 R 9 0 R 22 0 R]/DR<</Font<</Helv 6 0 R>>>>/DA(/Helv 0 Tf 0 g)>>",
            6: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            7: Self.name(), 8: Self.amount(), 9: Self.empty(),
            10: "<</Type/Annot/Subtype/Link/Rect[300 300 400 320]/Dest[12 0 R/Fit]>>",
            11: Self.look(""), 12: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 13 0 R/Resources<<>>>>",
            13: HandmadePDF.stream("", "0 0 m 1 1 l S", length: "19 0 R"), 14: "<</Type/OCG/Name(draft)>>",
            15: "<</OFF[14 0 R]>>", 16: Self.metadata, 17: Self.look("BT (100) Tj ET"), 18: "<</Producer(test)>>",
            19: "13",
            22:
                "<</Type/Annot/Subtype/Widget/FT/Btn/T(agree)/Rect[500 10 510 20]/P 3 0 R/F 4/AS/Off/AP<</N<</Yes 11 0 R>>>>>>",
        ]
        for (number, body) in planted { objects[number] = body }
        pdf.trailer["Info"] = "18 0 R"
        pdf.trailer["ID"] = "[<00><01>]"
        pdf.append(objects.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, style: style)
        let page = objects[3].map { $0.replacing("22 0 R]>>", with: "22 0 R 20 0 R]>>") } ?? ""
        let form = objects[5].map {
            $0.replacing("22 0 R]", with: "22 0 R 20 0 R]").replacing(">>>>/DA", with: ">>>>/SigFlags 3/DA")
        }
        pdf.append(
            [
                (3, page), (5, form ?? ""), (20, Self.field("sig1", 21, "0 0 0 0", lock)),
                (21, HandmadePDF.signature("/Type/Sig/SubFilter/ETSI.CAdES.detached\(signature)")),
            ], style: style)
    }

    /// DocMDP of a certification.
    static func certified(_ permission: Int) -> String {
        "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P \(permission)/V/1.2>>>>]"
    }

    mutating func update(_ objects: [(Int, String)], free: [Int] = []) {
        pdf.append(objects, free: free, style: style)
    }

    /// What became of the document after its first signature.
    func changes() throws -> ChangesAfterSigning {
        let found = try FoundSignatures(pdf.bytes)
        return try #require(found.names.firstIndex(of: "sig1").map { found.results[$0] }, "sig1 was not found")
    }

    /// What became of it after one more revision.
    func changes(_ objects: [(Int, String)], free: [Int] = []) throws -> ChangesAfterSigning {
        var document = self
        document.update(objects, free: free)
        return try document.changes()
    }

    /// What becomes of the first of these (field, signature) where each is taken for a signature of the first's revision.
    func changes(takingAsSignatures pairs: [(Int, Int)]) throws -> ChangesAfterSigning {
        let source = MemorySource(pdf.bytes)
        let whole = try PDFRevision(source, end: source.count)
        let signatures = try pairs.map { field, value in
            let dictionary = try #require(try whole.object(PDFReference(value)).dictionary)
            let range = try #require(PDFByteRange(dictionary["ByteRange"]))
            return PDFSignature(
                fieldName: [], field: PDFReference(field), reference: PDFReference(value), dictionary: dictionary,
                byteRange: range)
        }
        let first = try PDFRevision(source, end: signatures[0].byteRange.end)
        return try ChangeAnalysis(revisions: [first, whole], signatures: signatures.map { ($0, 0) }).changes(after: 0)
    }
}

extension ChangesAfterSigning {
    /// `subject object key` of every suspicious change, for comparing and for showing.
    var suspicions: [String] {
        reasons.filter { $0.weight == .failure }.map {
            "\($0.facts["change"] ?? "") \($0.facts["object"] ?? "") \($0.facts["key"] ?? "")"
        }
    }

    func has(_ subject: ChangeSubject) -> Bool {
        reasons.contains { $0.weight == .failure && $0.facts["change"] == subject.rawValue }
    }
}
