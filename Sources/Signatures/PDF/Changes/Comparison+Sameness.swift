extension Comparison {
    /// Whether a value means what it meant before: equal, or written in another way. What was added to say so is claimed.
    func isSame(_ oldValue: PDFValue?, _ newValue: PDFValue?, at place: PDFPlace) throws -> Bool {
        if oldValue == newValue { return true }
        var rewriting = Rewriting(old, new, steps: steps)
        defer { steps = rewriting.steps }
        guard try rewriting.isSame(oldValue ?? .null, newValue ?? .null, at: place) else { return false }
        for (place, reference) in rewriting.followed { claim(reference, at: place, as: .part) }
        return true
    }

    /// Reports every key but some that does not mean what it meant before.
    /// - Returns: whether all of them do.
    @discardableResult
    func requireSame(
        _ oldDictionary: PDFDictionary, _ newDictionary: PDFDictionary, at place: PDFPlace,
        except judged: Set<PDFName> = [], _ subject: (PDFName) -> ChangeSubject, _ rule: ChangeRule
    ) throws -> Bool {
        var isSame = true
        for key in Set(oldDictionary.keys).union(newDictionary.keys).subtracting(judged).sorted()
        where try !self.isSame(oldDictionary[key], newDictionary[key], at: place[key]) {
            report(subject(key), rule, at: place[key])
            isSame = false
        }
        return isSame
    }

    /// Whether a value or the object that it leads to was changed: equal references say nothing of their targets.
    func isChanged(_ oldValue: PDFValue?, _ newValue: PDFValue?, at place: PDFPlace) throws -> Bool {
        if let reference = newValue?.reference, delta.changed.contains(reference) { return true }
        return try !isSame(oldValue, newValue, at: place)
    }
}
