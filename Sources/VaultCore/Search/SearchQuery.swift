/// What `search` is asked for; a page at a time, the newest entry first.
public struct SearchQuery: Hashable, Sendable {
    /// One page fits in memory and in one answer.
    public static let maximumPage = 1000

    /// A document's code, whatever its scheme and normalisation.
    public enum Code: Hashable, Sendable {
        case exactly(String)
        /// All codes that begin so.
        case beginning(String)
    }

    /// Where a document stands.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        /// Let in, and in force.
        case current
        case expired, withdrawn
        /// Pending, and then proven bad.
        case refused
        case pending

        /// Whether only its owner may know of it.
        public var isOwnersAlone: Bool { self == .pending || self == .refused }
    }

    public var terms: SearchTerms?
    public var code: Code?
    public var category: Category?
    /// Words that stand next to each other in the paper's type; so does the beginning of a type's code.
    public var paperType: FoldedText?
    /// Words that stand next to each other in the issuer's name.
    public var issuer: FoldedText?
    /// Only papers issued on this day or later.
    public var issuedFrom: DocumentDay?
    /// Only papers issued on this day or earlier.
    public var issuedTo: DocumentDay?
    public var status: Status?
    /// By any of the owner's identifiers. Without an owner, what is pending is not found: it is its owner's alone.
    public var owner: OwnerIdentity?
    /// Whether what is pending, or was refused, is passed over also where an owner is named. Nobody asks for it: it is set for
    /// whoever may not know of that.
    public var isAdmittedOnly = false
    /// Only what stands before this log index.
    public var before: UInt64?
    public var limit: Int { didSet { limit = Self.page(limit) } }

    public init(limit: Int = maximumPage) { self.limit = Self.page(limit) }

    private static func page(_ limit: Int) -> Int { max(1, min(limit, maximumPage)) }
}

/// A page of what was found. It may have fewer documents than asked for, or none, and still not be the last: a page has
/// its bounded work, however rare the documents are.
public struct SearchPage: Hashable, Sendable {
    public let listings: [DocumentListing]
    /// What the next page begins before; nil where there is no more.
    public let next: UInt64?

    public init(listings: [DocumentListing], next: UInt64?) {
        self.listings = listings
        self.next = next
    }
}
