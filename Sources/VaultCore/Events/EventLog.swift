/// The entries of one scope, as they are told to somebody: read from the records page by page, and never held as a whole.
public struct EventLog: Sendable {
    /// Which entries are told.
    public typealias Scope = @Sendable (LogEntry) async throws -> Bool

    /// Entries that are read at once, of some KiB each in all, and of 64 KiB at the worst: a hundred readers who begin at the
    /// log's first entry stay within some hundred MiB.
    public static let pageSize: UInt64 = 64

    private let records: any LogEntries
    private let commits: any CommitFeed
    private let isTold: Scope
    private let isOpen: @Sendable () async -> Bool

    /// - Parameter isTold: every entry unless said. The leaves are public, so that the whole log is nobody's secret; which of
    ///   them a narrower scope holds is for its receivers alone.
    public init(records: any LogEntries, commits: any CommitFeed, isTold: @escaping Scope = { _ in true }) {
        self.init(records, commits, isTold, { true })
    }

    private init(
        _ records: any LogEntries, _ commits: any CommitFeed, _ isTold: @escaping Scope,
        _ isOpen: @escaping @Sendable () async -> Bool
    ) {
        self.records = records
        self.commits = commits
        self.isTold = isTold
        self.isOpen = isOpen
    }

    /// The same events for somebody who may have them for as long as a condition holds.
    public func asLong(as condition: @escaping @Sendable () async -> Bool) -> EventLog {
        EventLog(records, commits, isTold) { [isOpen] in
            guard await isOpen() else { return false }
            return await condition()
        }
    }

    /// Whether they may still be told to whom they were given: asked now and then by whoever goes on telling them.
    public func mayBeTold() async -> Bool { await isOpen() }

    /// The committed size, now.
    public func size() async throws -> UInt64 { try await records.size() }

    /// The committed sizes as they come (`CommitFeed`).
    public func sizes() -> AsyncStream<UInt64> { commits.sizes() }

    /// The events of at most `pageSize` entries.
    ///
    /// - Parameter size: a committed size, at least `start`.
    /// - Returns: the events, and the index from which the next page goes on.
    /// - Throws: `INTEGRITY_FAILURE` where an entry cannot be read.
    public func page(from start: UInt64, to size: UInt64) async throws -> (events: [LogEvent], next: UInt64) {
        let end = min(size, start + Self.pageSize)
        guard start < end else { return ([], start) }
        var events: [LogEvent] = []
        for entry in try await records.entries(start..<end) where try await isTold(entry) {
            events.append(LogEvent(index: entry.index, leaf: entry.leaf))
        }
        return (events, end)
    }
}
