import Synchronization

/// Tells whoever draws a bar how much of a command's files has gone to a server.
final class SentBytes: Sendable {
    private let listener = Mutex<(@Sendable (Int) -> Void)?>(nil)

    /// The one of this process: a command has one bar.
    static let shared = SentBytes()

    func listen(_ listener: (@Sendable (Int) -> Void)?) { self.listener.withLock { $0 = listener } }

    func report(_ count: Int) { listener.withLock { $0 }?(count) }
}
