/// A revision and the one before it.
struct RevisionPair {
    private let old: DocumentSnapshot
    private let new: DocumentSnapshot
    private let delta: ObjectDelta

    init(_ history: DocumentHistory, to index: Int) {
        old = DocumentSnapshot(history: history, index: index - 1)
        new = DocumentSnapshot(history: history, index: index)
        delta = history.deltas[index]
    }

    /// Whether there is nothing to compare.
    var isTrivial: Bool { delta.isEmpty && old.trailer == new.trailer }

    func changes(index: ReferenceIndex, signatures: [PDFReference: Comparison.SignedRevision]) throws -> [Change] {
        guard !isTrivial else { return [] }
        guard delta.count <= ChangeLimits.changedObjects else {
            return [Change(subject: .limit, rule: .referrers, object: nil, key: "", requirement: .impossible)]
        }
        let comparison = try Comparison(old, new, delta: delta, index: index, signatures: signatures)
        do {
            try TrailerRule(comparison).apply()
            try PagesRule(comparison).apply()
            try StructureRule(comparison).apply()
            try ReferrerRule(comparison).apply()
        } catch let error as PDFError {
            // An object that a rule had to look at cannot be read: nobody can say what it shows.
            comparison.report(error.code == .tooLarge ? .limit : .unreadable, .referrers, object: nil)
        }
        let paths = DocumentPaths(comparison)
        comparison.replaceChanges { paths.completed($0) }
        return comparison.changes.sorted { $0.rank < $1.rank }
    }
}
