import Synchronization
public import VaultClient

/// Hears from a vault's server that its log has grown, so that whoever follows it looks at once. What is heard proves
/// nothing, and what is not heard is seen by looking now and then.
///
/// For example:
///
///     let news = VaultNews(source)
///     async let listening: Void = news.listen()
///     while true {
///         let heard = try await news.wait(atMost: .seconds(5))
///     }
public final class VaultNews: Sendable {
    private struct State {
        /// How large the log is, as was told and not waited for yet.
        var heard: UInt64?
        var isOpen = false
        var sleeper: Task<Void, any Error>?
    }

    private let source: PublishedSource
    private let state = Mutex(State())

    /// Between two attempts, doubled each time up to the longer one.
    private static let pause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(60)
    /// Where the server has no events, or not for this client: an operator may change that.
    private static let hopelessPause = Duration.seconds(300)

    public init(_ source: PublishedSource) { self.source = source }

    /// Whether the server tells of news at present.
    public var isListening: Bool { state.withLock { $0.isOpen } }

    /// Listens until its task is cancelled, again where the stream ended.
    public func listen() async {
        var pause = Self.pause
        var last: String?
        while !Task.isCancelled {
            var wait = pause
            do {
                try await source.events(after: last) { event in
                    if let id = event.id { last = id }
                    pause = Self.pause
                    hear(event)
                }
                wait = pause
            } catch let error as ClientError where error.code == .absent || error.code == .denied {
                wait = Self.hopelessPause
            } catch let error as ClientError where error.code == .refused {
                // It does not know what was heard last: whoever looks now sees why.
                last = nil
                hear(nil)
            } catch {}
            state.withLock { $0.isOpen = false }
            try? await Task.sleep(for: wait)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private func hear(_ event: ServerEvent?) {
        // The id is the index of the last entry; -1 before the first.
        let size = event?.id.flatMap { Int64($0) }.map { UInt64(clamping: $0) + ($0 < 0 ? 0 : 1) }
        let sleeper = state.withLock { state in
            state.isOpen = event != nil
            state.heard = max(state.heard ?? 0, size ?? 0)
            return state.sleeper
        }
        sleeper?.cancel()
    }

    /// Waits for news.
    /// - Returns: how large the log is said to be; nil where the time passed. What comes meanwhile is kept for the next.
    /// - Throws: `CancellationError`.
    public func wait(atMost duration: Duration) async throws -> UInt64? {
        let sleeper = Task { try await Task.sleep(for: duration) }
        let isThere = state.withLock { state in
            state.sleeper = sleeper
            return state.heard != nil
        }
        if isThere { sleeper.cancel() }
        await withTaskCancellationHandler {
            _ = await sleeper.result
        } onCancel: {
            sleeper.cancel()
        }
        try Task.checkCancellation()
        return state.withLock { state in
            defer { state.heard = nil }
            state.sleeper = nil
            return state.heard
        }
    }
}
