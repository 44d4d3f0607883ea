public import PKI

/// What `list` is asked for; a page at a time.
public struct DocumentQuery: Hashable, Sendable {
    /// One page fits in memory and in one answer.
    public static let maximumPage = 1000

    /// By any of the owner's identifiers. Without an owner, what is pending is not listed: it is its owner's alone.
    public var owner: OwnerIdentity?
    public var category: Category?
    public var status: DocumentStatus?
    /// Only what is in force and whose last day is before this one.
    public var dueBefore: DocumentDay?
    /// Only newest versions that are pending and in force, of whatever owner: what to validate again.
    public var isAwaiting = false
    /// Only what follows this log index.
    public var after: UInt64?
    public var limit: Int

    public init(
        owner: OwnerIdentity? = nil, category: Category? = nil, status: DocumentStatus? = nil, after: UInt64? = nil,
        limit: Int = maximumPage
    ) {
        self.owner = owner
        self.category = category
        self.status = status
        self.after = after
        self.limit = max(1, min(limit, Self.maximumPage))
    }
}

/// One line of a list: where the document stands in the log, and what its record says.
public struct DocumentListing: Hashable, Sendable {
    public let index: UInt64
    /// The leaf's time.
    public let time: Instant
    public let description: DocumentDescription
    /// What ended it; nil while it is in force.
    public let end: DocumentEvent.Kind?

    public init(index: UInt64, time: Instant, description: DocumentDescription, end: DocumentEvent.Kind? = nil) {
        self.index = index
        self.time = time
        self.description = description
        self.end = end
    }
}
