public import PKI

/// Keeps who did what, in an order and with times that nobody gives but the journal.
public protocol AccessJournal: Sendable {
    /// Enters accesses, durably; each has its own place and time.
    /// - Throws: `NOT_PERMITTED` where nothing can be written.
    func record(_ entries: [AccessEntry]) async throws

    /// The intervals that ended and are in no digest yet, in order. What they hold never changes after.
    func due() async throws -> [AccessDigest]

    /// A page of entries, the newest first.
    func entries(_ query: AccessQuery) async throws -> [AccessRecord]
}

/// What is looked for in the journal.
public struct AccessQuery: Hashable, Sendable {
    /// One page fits in memory and in one answer.
    public static let maximumPage = 1000

    public var document: DocumentID?
    /// nil: whatever space; empty: none.
    public var spaces: Set<SpaceID>?
    public var since: Instant?
    /// Only what stands before this sequence number.
    public var before: UInt64?

    public init() {}
}
