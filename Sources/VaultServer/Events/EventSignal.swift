import Synchronization

/// What wakes one stream of events: that the log has grown, or that time has passed. It ends when the stream has to, and
/// then its connection with it, where the other side takes nothing.
final class EventSignal: Sendable {
    /// For one reader.
    let wakings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let hasEnded = Atomic(false)
    private let hasLeft = Atomic(false)
    private let grace: Duration
    private let connectionCut: @Sendable () -> Void

    /// - Parameters:
    ///   - grace: how long a stream that has to end may go on with what it is writing.
    ///   - cut: ends its connection.
    init(grace: Duration = EventStreamLimits.grace, cut: @escaping @Sendable () -> Void) {
        (wakings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        self.grace = grace
        connectionCut = cut
    }

    func wake() { continuation.yield() }

    /// Ends the stream: by itself, or else by force.
    func end() {
        guard !hasEnded.exchange(true, ordering: .relaxed) else { return }
        continuation.finish()
        Task { [self] in
            try? await Task.sleep(for: grace)
            cut()
        }
    }

    /// Whether to stop, also in the middle of much to tell.
    var isEnded: Bool { hasEnded.load(ordering: .relaxed) }

    /// The stream has ended: its connection may be somebody's next request by now, and is left alone.
    func leave() { hasLeft.store(true, ordering: .relaxed) }

    /// Ends the connection of a stream that goes on.
    func cut() {
        guard !hasLeft.load(ordering: .relaxed) else { return }
        connectionCut()
    }
}
