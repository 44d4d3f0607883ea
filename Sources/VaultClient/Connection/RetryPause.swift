/// How long to wait before something is tried again: longer each time, and never for all clients the same.
struct RetryPause: Sendable {
    private let limits: ClientLimits
    private var next: Int64

    init(_ limits: ClientLimits) {
        self.limits = limits
        next = limits.pauseMilliseconds
    }

    /// - Parameter wanted: seconds that the server asks for (`Retry-After`).
    /// - Returns: nil where it asks for more than anybody waits.
    mutating func duration(wanted: Int64? = nil) -> Duration? {
        if let wanted, wanted > limits.longestPauseSeconds { return nil }
        let longest = limits.longestPauseSeconds * 1000
        let own = min(next, longest)
        next = min(next * 2, longest)
        // Half of it is chance, so that clients that were cut off together do not come back together.
        let spread = own / 2 + Int64.random(in: 0...max(1, own / 2))
        return .milliseconds(max(spread, (wanted ?? 0) * 1000 + spread / 4))
    }
}
