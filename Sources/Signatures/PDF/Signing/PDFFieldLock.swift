/// Which fields a signature locks: FieldMDP's parameters, or the lock dictionary of a field (ISO 32000-2 tables 236
/// and 259).
struct PDFFieldLock: Hashable {
    enum Action: Hashable {
        case all, include, exclude
    }

    let action: Action
    let fields: [String]

    /// - Throws: `PDFError` where it says what no reader knows: better refused than passed over.
    init(_ dictionary: PDFDictionary, in revision: PDFRevision) throws {
        switch try revision.resolved(dictionary["Action"]).value.name?.text {
        case "All": action = .all
        case "Include": action = .include
        case "Exclude": action = .exclude
        default: throw PDFError(.malformed, "action of a field lock")
        }
        fields = try (revision.array(dictionary["Fields"]) ?? []).compactMap {
            try revision.resolved($0).value.string.map(PDFTextString.text)
        }
    }

    /// Whether it covers a field. A field that is named stands for those below it too.
    func locks(_ name: String) -> Bool {
        let scalars = Array(name.unicodeScalars)
        let isNamed = fields.contains { field in
            let own = Array(field.unicodeScalars)
            return scalars == own || scalars.starts(with: own + ["."])
        }
        return switch action {
        case .all: true
        case .include: isNamed
        case .exclude: !isNamed
        }
    }
}
