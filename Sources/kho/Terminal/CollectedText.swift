import Synchronization

/// Text that is kept until it is its turn to be shown.
final class CollectedText: Sendable {
    private let collected = Mutex("")

    var text: String { collected.withLock { $0 } }

    func append(_ text: String) { collected.withLock { $0 += text } }
}
