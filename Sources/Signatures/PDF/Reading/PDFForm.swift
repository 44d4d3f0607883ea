/// The signature fields of a revision (ISO 32000-2 clause 12.7): the leaves of the form's tree of fields.
struct PDFForm {
    /// A signature field that has a value.
    struct SignedField {
        /// The fully qualified name: the parts with full stops between them.
        let name: [UInt8]
        let field: PDFReference
        /// Of `/V`; nil where the signature dictionary stands in the field itself.
        let value: PDFReference?
        let dictionary: PDFDictionary
        /// Whether the signature dictionary can be read without guessing.
        let isClean: Bool
    }

    private(set) var signedFields: [SignedField] = []
    private let revision: PDFRevision
    private var seen: Set<PDFReference> = []

    /// Fields of one form; forms of tax declarations have some thousands.
    private static let maximumFields = 100_000

    /// - Throws: `PDFError` where the form cannot be read, loops, or is too large.
    init(_ revision: PDFRevision) throws {
        self.revision = revision
        guard let form = try revision.dictionary(try revision.catalogue()["AcroForm"]) else { return }
        for item in try revision.array(form["Fields"]) ?? [] {
            try visit(item, name: [], type: nil, value: nil, depth: 0)
        }
    }

    private mutating func visit(
        _ item: PDFValue, name: [UInt8], type: PDFValue?, value: PDFValue?, depth: Int
    ) throws {
        guard let reference = item.reference else { throw PDFError(.malformed, "a field that is no object") }
        guard depth < PDFLimits.treeDepth else { throw PDFError(.tooLarge, "depth of the form") }
        // A field in two places of the tree is one field; so a loop ends too.
        guard seen.insert(reference).inserted else { return }
        guard seen.count <= Self.maximumFields else { throw PDFError(.tooLarge, "fields") }
        guard let field = try revision.object(reference).dictionary else { return }
        var full = name
        if let partial = try revision.resolved(field["T"]).value.string {
            full = name.isEmpty ? partial : name + [UInt8(ascii: ".")] + partial
        }
        guard full.count <= PDFLimits.fieldName else { throw PDFError(.tooLarge, "name of a field") }
        let type = field["FT"] ?? type
        let value = field["V"] ?? value
        for kid in try revision.array(field["Kids"]) ?? [] {
            try visit(kid, name: full, type: type, value: value, depth: depth + 1)
        }
        // What stands at a field with children is theirs: widgets have no name of their own.
        guard field["FT"] != nil || field["T"] != nil, try revision.resolved(type).value.name == "Sig",
            let own = field["V"] ?? (field["Kids"] == nil ? value : nil),
            case let found = try own.reference.map(revision.guessedObject) ?? (PDFObject(own), true),
            let dictionary = found.0.dictionary
        else { return }
        signedFields.append(
            SignedField(
                name: full, field: reference, value: own.reference, dictionary: dictionary, isClean: found.1))
    }
}
