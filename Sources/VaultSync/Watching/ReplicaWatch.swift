/// Follows a vault: pulls when its server tells of news, and now and then all the same, since whoever keeps a receiver from
/// news would keep it from being told so, too.
public struct ReplicaWatch: Sendable {
    private let news: VaultNews
    private let interval: Duration

    /// While the server tells of news, looking is for noticing that it stopped: well within a head's five minutes.
    private static let listeningInterval = Duration.seconds(60)
    /// What an event tells of is in a head about a second later.
    private static let headPause = Duration.milliseconds(300)
    private static let headAttempts = 10
    private static let rest = Duration.milliseconds(50)

    /// - Parameter interval: between two looks, where the server tells of nothing.
    public init(_ news: VaultNews, every interval: Duration) {
        self.news = news
        self.interval = interval
    }

    /// Pulls until its task is cancelled.
    ///
    /// - Parameter pull: gives the size of the log as the vault said it last; nil where that could not be asked.
    /// - Throws: what `pull` throws; `CancellationError`.
    public func run(_ pull: @Sendable () async throws -> UInt64?) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let news = news
            group.addTask { await news.listen() }
            defer { group.cancelAll() }
            var size = try await pull()
            while true {
                let pause = news.isListening ? max(interval, Self.listeningInterval) : interval
                let heard = try await news.wait(atMost: pause)
                size = try await pull() ?? size
                // Whoever tells of news all the time is not listened to all the time.
                try await Task.sleep(for: Self.rest)
                guard let heard else { continue }
                var left = Self.headAttempts
                while (size ?? 0) < heard, left > 0 {
                    try await Task.sleep(for: Self.headPause)
                    size = try await pull() ?? size
                    left -= 1
                }
            }
        }
    }
}
