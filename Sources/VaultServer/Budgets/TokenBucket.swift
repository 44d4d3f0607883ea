/// A rate with a burst: each request takes a token, and tokens come back over time.
struct TokenBucket {
    private var tokens: Double
    private var filled: ContinuousClock.Instant

    /// - Parameter now: a full bucket at this time.
    init(burst: Int, at now: ContinuousClock.Instant) {
        tokens = Double(burst)
        filled = now
    }

    /// Takes a token.
    /// - Returns: nil where there was one; else how long until there is.
    mutating func take(rate: Int, burst: Int, at now: ContinuousClock.Instant) -> Duration? {
        tokens = level(rate: rate, burst: burst, at: now)
        filled = now
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        return .seconds((1 - tokens) / Double(rate))
    }

    /// Whether it says nothing more of anybody.
    func isFull(rate: Int, burst: Int, at now: ContinuousClock.Instant) -> Bool {
        level(rate: rate, burst: burst, at: now) >= Double(burst)
    }

    private func level(rate: Int, burst: Int, at now: ContinuousClock.Instant) -> Double {
        let elapsed = max(.zero, now - filled)
        return min(Double(burst), tokens + Double(rate) * (elapsed / .seconds(1)))
    }
}
