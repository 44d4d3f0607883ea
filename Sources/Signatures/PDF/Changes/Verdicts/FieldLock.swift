/// Which fields a signature locks (ISO 32000-2 clauses 12.7.5.5 and 12.8.2.4: SigFieldLock, FieldMDP).
enum FieldLock: Sendable, Hashable {
    case all
    case include([FieldName])
    case exclude([FieldName])

    /// - Parameter fields: text strings. An action that is none of the standard's locks everything.
    init(action: PDFName?, fields: [FieldName]) {
        switch action {
        case "Include": self = .include(fields)
        case "Exclude": self = .exclude(fields)
        default: self = .all
        }
    }

    func locks(_ field: FieldName) -> Bool {
        switch self {
        case .all: true
        // What a group is given, the fields in it have.
        case .include(let names): names.contains { field.isWithin($0) || $0.isWithin(field) }
        case .exclude(let names): !names.contains { field.isWithin($0) }
        }
    }
}
