/// The form of a revision, as someone meets it who wants to sign: every field's name, and the signature fields with what
/// they ask for (ISO 32000-2 clause 12.7).
struct PDFSigningForm {
    struct Field {
        /// The fully qualified name (clause 12.7.4.2).
        let name: String
        let reference: PDFReference
        let dictionary: PDFDictionary
        let isSignature: Bool
        /// Of `/V`; nil where the field is empty.
        let value: PDFDictionary?
    }

    private(set) var fields: [Field] = []
    private let revision: PDFRevision
    private var seen: Set<PDFReference> = []

    /// Fields of one form; forms of tax declarations have some thousands.
    private static let maximumFields = 100_000

    /// - Throws: `PDFError` where the form cannot be read or is too large.
    init(_ revision: PDFRevision) throws {
        self.revision = revision
        guard let form = try revision.dictionary(try revision.catalogue()["AcroForm"]) else { return }
        for item in try revision.array(form["Fields"]) ?? [] { try visit(item, parent: nil, type: nil, depth: 0) }
    }

    private mutating func visit(_ item: PDFValue, parent: String?, type: PDFValue?, depth: Int) throws {
        guard let reference = item.reference else { throw PDFError(.malformed, "a field that is no object") }
        guard depth < PDFLimits.treeDepth else { throw PDFError(.tooLarge, "depth of the form") }
        // A loop ends here.
        guard seen.insert(reference).inserted else { return }
        guard seen.count <= Self.maximumFields else { throw PDFError(.tooLarge, "fields") }
        guard let dictionary = try revision.object(reference).dictionary else { return }
        // What has no name of its own is a widget of the field above.
        guard let partial = try revision.resolved(dictionary["T"]).value.string.map(PDFTextString.text) else { return }
        let name = parent.map { "\($0).\(partial)" } ?? partial
        let type = dictionary["FT"] ?? type
        let value = try revision.resolved(dictionary["V"])
        fields.append(
            Field(
                name: name, reference: reference, dictionary: dictionary,
                isSignature: try revision.resolved(type).value.name == "Sig", value: value.dictionary))
        for kid in try revision.array(dictionary["Kids"]) ?? [] {
            try visit(kid, parent: name, type: type, depth: depth + 1)
        }
    }

    var signatures: [Field] { fields.filter { $0.isSignature && $0.value != nil } }

    /// Compared by code points: Swift would take two spellings of `é` for one name.
    func field(_ name: String) -> Field? {
        fields.first { $0.name.unicodeScalars.elementsEqual(name.unicodeScalars) }
    }

    /// A name that no field has: `Signature1`, `Signature2` …
    var unusedName: String {
        let names = Set(fields.map(\.name))
        var number = 1
        while names.contains("Signature\(number)") { number += 1 }
        return "Signature\(number)"
    }
}
