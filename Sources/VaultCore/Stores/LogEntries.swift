/// What is committed, by index: as much as somebody needs who only tells of it.
public protocol LogEntries: Sendable {
    /// How many entries are committed.
    func size() async throws -> UInt64

    /// What is committed in a range, in order.
    /// - Throws: `INTEGRITY_FAILURE` where one is absent or cannot be read.
    func entries(_ range: Range<UInt64>) async throws -> [LogEntry]
}
