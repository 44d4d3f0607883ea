/// One change between two revisions, with the rule that looked at it.
struct Change: Sendable, Hashable {
    let subject: ChangeSubject
    let rule: ChangeRule
    /// The object that was changed; nil for the trailer.
    let object: PDFReference?
    /// Where it hangs in the document: `/Pages/Kids[0]/Contents`.
    let key: String
    let requirement: ChangeRequirement

    func reason(isPermitted: Bool) -> Reason {
        let facts = [
            "change": subject.rawValue, "object": object.map { "\($0.number)" } ?? "0", "key": key,
            "rule": rule.rawValue,
        ]
        return isPermitted
            ? Reason("PERMITTED_CHANGE", facts, weight: .information) : Reason("CHANGED_AFTER_SIGNING", facts)
    }

    /// The order of a report: what cannot be permitted first, pages before fields, the same for the same file.
    var rank: (Int, Int, Int, String) {
        (
            requirement == .impossible ? 0 : 1, ChangeSubject.allCases.firstIndex(of: subject) ?? 0,
            object?.number ?? 0, key
        )
    }
}
