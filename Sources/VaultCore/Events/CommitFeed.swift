/// Tells whoever listens that the log has grown.
///
/// It is a signal and no queue: of several sizes that pass before a listener looks, he gets the last one alone, so that a
/// slow listener costs nothing and loses nothing. What was committed is read from the records.
public protocol CommitFeed: Sendable {
    /// The committed size, soon, and then later ones, each greater than the one before, until the listener stops.
    ///
    /// Commits of this process are told of at once, those of others within a tenth of a second or so.
    func sizes() -> AsyncStream<UInt64>
}
