import Synchronization
import VaultCore

/// Signals commits: those of this process when they are announced, those of others by looking at the committed size while
/// anybody listens.
final class CatalogueCommitFeed: CommitFeed {
    private let database: CatalogueDatabase
    private let pool: any BlockingPool
    private let state = Mutex(State())

    private struct State {
        var listeners: [UInt64: AsyncStream<UInt64>.Continuation] = [:]
        var nextListener: UInt64 = 0
        var size: UInt64?
        var isLooking = false
    }

    /// Between two looks: far below the second within which an event is to arrive; a look takes some 20 microseconds.
    static let pause = Duration.milliseconds(100)

    init(database: CatalogueDatabase, pool: any BlockingPool) {
        self.database = database
        self.pool = pool
    }

    func sizes() -> AsyncStream<UInt64> {
        let (stream, continuation) = AsyncStream.makeStream(of: UInt64.self, bufferingPolicy: .bufferingNewest(1))
        let (listener, begins) = state.withLock { state in
            let listener = state.nextListener
            state.nextListener += 1
            state.listeners[listener] = continuation
            if let size = state.size { continuation.yield(size) }
            defer { state.isLooking = true }
            return (listener, !state.isLooking)
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { state in state.listeners[listener] = nil }
        }
        if begins { Task { await look() } }
        return stream
    }

    /// Takes note of a committed size; one that is not greater than the last is none.
    func announce(_ size: UInt64) {
        state.withLock { state in
            guard state.size.map({ $0 < size }) ?? true else { return }
            state.size = size
            for listener in state.listeners.values { listener.yield(size) }
        }
    }

    /// Looks until nobody listens any more.
    private func look() async {
        while true {
            let goesOn = state.withLock { state in
                state.isLooking = !state.listeners.isEmpty
                return state.isLooking
            }
            guard goesOn else { return }
            // What cannot be read now may be read the next time; whoever reads the entries learns why not.
            if let size = try? await pool.run({ [database] in try database.read { try LogRow.size($0) } }) {
                announce(size)
            }
            try? await Task.sleep(for: Self.pause)
        }
    }
}
