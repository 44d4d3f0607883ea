import Synchronization

/// Whether requests are worth sending here now.
///
/// What is asked costs a look at the disk and a lock, so that an answer holds for a second, however many ask.
final class Readiness: Sendable {
    private struct State {
        var isEnding = false
        var answer: (isReady: Bool, at: ContinuousClock.Instant)?
        var asking: Task<Bool, Never>?
    }

    /// Load balancers ask every few seconds; many of them, and strangers too.
    static let validity = Duration.seconds(1)
    /// A vault that does not answer within this is not ready.
    static let patience = Duration.seconds(5)

    private let isServing: @Sendable () async -> Bool
    private let state = Mutex(State())

    /// - Parameter isServing: whether the vault opens, can be written to, and has room.
    init(_ isServing: @escaping @Sendable () async -> Bool) { self.isServing = isServing }

    /// Not ready from now on: the server ends.
    func end() { state.withLock { $0.isEnding = true } }

    var isEnding: Bool { state.withLock { $0.isEnding } }

    func isReady(at now: ContinuousClock.Instant = .now) async -> Bool {
        let known: Bool?
        let asking: Task<Bool, Never>?
        (known, asking) = state.withLock { state in
            if state.isEnding { return (false, nil) }
            if let answer = state.answer, now - answer.at < Self.validity { return (answer.isReady, nil) }
            if let asking = state.asking { return (nil, asking) }
            let isServing = isServing
            let asking = Task { (try? await TimeLimit.run(Self.patience) { await isServing() }) ?? false }
            state.asking = asking
            return (nil, asking)
        }
        if let known { return known }
        guard let isReady = await asking?.value else { return false }
        state.withLock { state in
            state.answer = (isReady, .now)
            state.asking = nil
        }
        return isReady && !isEnding
    }
}
