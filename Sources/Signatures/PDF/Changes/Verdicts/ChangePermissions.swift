/// What a signature permits those who come after it (ISO 32000-2 clauses 12.8.2.2 DocMDP and 12.8.2.4 FieldMDP).
struct ChangePermissions: Sendable, Hashable {
    /// P of the certification in force: 1 nothing, 2 forms and signatures, 3 annotations too; nil without one.
    private(set) var certification: Int?
    private(set) var locks: [FieldLock] = []

    mutating func certify(_ permission: Int) { certification = min(certification ?? 3, permission) }
    mutating func lock(_ lock: FieldLock) { locks.append(lock) }

    mutating func merge(_ other: ChangePermissions) {
        if let permission = other.certification { certify(permission) }
        locks += other.locks
    }

    func allows(_ requirement: ChangeRequirement) -> Bool {
        switch requirement {
        case .nothing: true
        case .impossible: false
        case .annotating: certification == 3
        case .signing(let field, let isNew, let isVisible):
            // A certified document has its fields. One that comes later and shows something is how text is laid over
            // what was certified ("sneaky signature", Attacks on PDF Certification, 2021).
            // A lock on all fields holds for those that come later too: whoever wanted only some of them says which.
            certification != 1 && !isLocked(field) && !(isNew && isVisible && certification != nil)
        case .filling(let field, let overwrites):
            // Without a certification nobody has said that values may change: empty fields are there to be filled.
            certification != 1 && !isLocked(field) && (!overwrites || certification != nil)
        }
    }

    private func isLocked(_ field: FieldName) -> Bool { locks.contains { $0.locks(field) } }
}
