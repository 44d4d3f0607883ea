import Synchronization

/// What the server counts of itself.
final class ServerFigures: Sendable {
    struct Key: Hashable {
        let kind: String
        let status: Int
    }

    struct State {
        var requests: [Key: Int] = [:]
        var durations: [String: DurationHistogram] = [:]
        var bytes = 0
        var rateRefusals = 0
        var busyRefusals = 0
        var commits = 0
        var signIns = 0
        var failedSignIns = 0
    }

    private let state = Mutex(State())

    var current: State { state.withLock { $0 } }

    func add(_ entry: RequestEntry) {
        state.withLock { state in
            state.requests[Key(kind: entry.kind, status: entry.status), default: 0] += 1
            state.durations[entry.kind, default: DurationHistogram()].add(entry.elapsed)
            state.bytes += entry.byteCount
        }
    }

    func refusedForRate() { state.withLock { $0.rateRefusals += 1 } }
    func refusedForRoom() { state.withLock { $0.busyRefusals += 1 } }
    func committed() { state.withLock { $0.commits += 1 } }

    func signedIn(_ succeeded: Bool) {
        state.withLock { state in
            if succeeded { state.signIns += 1 } else { state.failedSignIns += 1 }
        }
    }
}
