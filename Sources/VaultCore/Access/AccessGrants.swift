import Synchronization

/// What was entered in this opening of a vault already, and not yet used. It spares a second entry and never a decision: a
/// consent may be withdrawn in between.
public final class AccessGrants: Sendable {
    public init() {}

    struct Grant: Hashable {
        let action: AccessAction
        let document: DocumentID
        /// nil for what is about the document in all its versions.
        let version: Int?

        init(_ action: AccessAction, _ document: DocumentID, version: Int? = nil) {
            self.action = action
            self.document = document
            self.version = action == .history || action == .accesses ? nil : version
        }

        init(_ action: AccessAction, _ document: KeptDocument) {
            self.init(action, document.description.document, version: document.description.version)
        }
    }

    /// What is read in pages, of which the first is entered.
    enum Listing: Hashable {
        case documents(DocumentQuery)
        case search(SearchQuery)
        case consents(ConsentQuery)
        case accesses(AccessQuery, of: OwnerIdentity?)
        case catalogue(CatalogueQuery)

        /// The same from its beginning, however many are asked for at once.
        fileprivate var first: Listing {
            switch self {
            case .documents(var query):
                query.after = nil
                return .documents(query)
            case .search(var query):
                query.before = nil
                query.limit = 1
                return .search(query)
            case .consents(var query):
                query.after = nil
                return .consents(query)
            case .accesses(var query, let owner):
                query.before = nil
                return .accesses(query, of: owner)
            case .catalogue(var query):
                query.after = nil
                query.limit = 1
                return .catalogue(query)
            }
        }

        fileprivate var isFirstPage: Bool {
            switch self {
            case .documents(let query): query.after == nil
            case .search(let query): query.before == nil
            case .consents(let query): query.after == nil
            case .accesses(let query, _): query.before == nil
            case .catalogue(let query): query.after == nil
            }
        }
    }

    /// What is remembered of each kind: a person looks at a few documents and lists in one sitting, and a program that reads
    /// thousands uses up what it was given. What is forgotten, the oldest first, is entered once more.
    static let capacity = 1024

    private let grants = Mutex(Recent<Grant>())
    private let listings = Mutex(Recent<Listing>())

    func add(_ grant: Grant) { grants.withLock { $0.insert(grant) } }

    /// Uses a grant up.
    func take(_ grant: Grant) -> Bool { grants.withLock { $0.remove(grant) } }

    func has(_ grant: Grant) -> Bool { grants.withLock { $0.contains { $0 == grant } } }

    func has(_ document: DocumentID) -> Bool { grants.withLock { $0.contains { $0.document == document } } }

    /// Whether it is the next page of what was entered.
    func isNextPage(_ listing: Listing) -> Bool {
        !listing.isFirstPage && listings.withLock { $0.contains { $0 == listing.first } }
    }

    func add(_ listing: Listing) { listings.withLock { $0.insert(listing.first) } }

    /// The last ones that were put in, each once.
    private struct Recent<Element: Hashable> {
        private var elements: [Element] = []

        mutating func insert(_ element: Element) {
            if let place = elements.lastIndex(of: element) { elements.remove(at: place) }
            if elements.count >= AccessGrants.capacity { elements.removeFirst() }
            elements.append(element)
        }

        mutating func remove(_ element: Element) -> Bool {
            guard let place = elements.lastIndex(of: element) else { return false }
            elements.remove(at: place)
            return true
        }

        func contains(where matches: (Element) -> Bool) -> Bool { elements.contains(where: matches) }
    }
}
