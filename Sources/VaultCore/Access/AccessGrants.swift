import Synchronization

/// What was entered in this opening of a vault already, and not yet used.
final class AccessGrants: Sendable {
    struct Grant: Hashable {
        let action: AccessAction
        let document: DocumentID
    }

    private let grants = Mutex<Set<Grant>>([])
    private let listings = Mutex<Set<DocumentQuery>>([])
    private let searches = Mutex<Set<SearchQuery>>([])

    func add(_ grant: Grant) { grants.withLock { _ = $0.insert(grant) } }

    /// Uses a grant up.
    func take(_ grant: Grant) -> Bool { grants.withLock { $0.remove(grant) != nil } }

    func has(_ document: DocumentID) -> Bool { grants.withLock { $0.contains { $0.document == document } } }

    /// Whether it is the next page of a list that was entered.
    func isNextPage(_ query: DocumentQuery) -> Bool {
        var first = query
        first.after = nil
        return query.after != nil && listings.withLock { $0.contains(first) }
    }

    func isNextPage(_ query: SearchQuery) -> Bool {
        var first = query
        first.before = nil
        return query.before != nil && searches.withLock { $0.contains(first) }
    }

    func add(_ query: DocumentQuery) {
        var first = query
        first.after = nil
        listings.withLock { _ = $0.insert(first) }
    }

    func add(_ query: SearchQuery) {
        var first = query
        first.before = nil
        searches.withLock { _ = $0.insert(first) }
    }
}
