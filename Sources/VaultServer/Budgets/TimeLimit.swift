import Synchronization

/// Runs work for so long at most.
///
/// Work that cannot be stopped (a commit that is being written) goes on behind a caller who was told to come back: he
/// asks again, and finds it done.
enum TimeLimit {
    struct Passed: Error {}

    /// - Throws: `Passed`, and what the work throws.
    static func run<Result: Sendable>(
        _ limit: Duration, _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        let running = Task { try await work() }
        let outcome = Outcome<Result>()
        let timer = Task {
            try await Task.sleep(for: limit)
            outcome.settle(.failure(Passed()))
            running.cancel()
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                outcome.wait(continuation)
                Task { outcome.settle(await running.result) }
            }
        } onCancel: {
            running.cancel()
        }
    }

    /// The first of the two results that come.
    private final class Outcome<Result: Sendable>: Sendable {
        private enum State {
            case open
            case waiting(CheckedContinuation<Result, any Error>)
            case settled
        }

        private let state = Mutex<(State, Swift.Result<Result, any Error>?)>((.open, nil))

        func wait(_ continuation: CheckedContinuation<Result, any Error>) {
            let ready = state.withLock { state in
                if let result = state.1 {
                    state.0 = .settled
                    return Optional(result)
                }
                state.0 = .waiting(continuation)
                return nil
            }
            if let ready { continuation.resume(with: ready) }
        }

        func settle(_ result: Swift.Result<Result, any Error>) {
            let waiting: CheckedContinuation<Result, any Error>? = state.withLock { state in
                switch state.0 {
                case .settled: return nil
                case .open:
                    if state.1 == nil { state.1 = result }
                    return nil
                case .waiting(let continuation):
                    state.0 = .settled
                    return continuation
                }
            }
            waiting?.resume(with: result)
        }
    }
}
