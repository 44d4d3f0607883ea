/// Which fields a signature locks (ISO 32000-2 clauses 12.7.5.5 and 12.8.2.4: SigFieldLock, FieldMDP).
struct FieldLock: Sendable, Hashable {
    private enum Action {
        case all, include, exclude
    }

    private let action: Action
    private let names: Set<FieldName>
    /// The groups that the named fields are in: what a group is given, the fields in it have.
    private let groups: Set<FieldName>

    /// - Parameter fields: text strings. An action that is none of the standard's locks everything.
    init(action: PDFName?, fields: [FieldName]) {
        switch action {
        case "Include": self.action = .include
        case "Exclude": self.action = .exclude
        default: self.action = .all
        }
        names = Set(fields)
        groups = self.action == .include ? Set(fields.flatMap(\.groups)) : []
    }

    func locks(_ field: FieldName) -> Bool {
        // Deeper than any field is: nobody can say what it is in.
        if field.depth > PDFLimits.treeDepth { return true }
        return switch action {
        case .all: true
        case .include: isNamed(field) || groups.contains(field)
        case .exclude: !isNamed(field)
        }
    }

    /// Whether a field or a group that it is in is named.
    private func isNamed(_ field: FieldName) -> Bool { names.contains(field) || !names.isDisjoint(with: field.groups) }
}
