import Synchronization

/// How often each caller comes.
final class RequestRates: Sendable {
    private let rate: Int
    private let burst: Int
    private let capacity: Int
    private let buckets = Mutex<[CallerKey: TokenBucket]>([:])

    init(rate: Int, burst: Int, capacity: Int = ServerLimits.rememberedCallers) {
        self.rate = rate
        self.burst = burst
        self.capacity = capacity
    }

    /// Counts a request.
    /// - Returns: nil where it is heard; else when to come back.
    func admit(_ caller: CallerKey, at now: ContinuousClock.Instant = .now) -> Duration? {
        buckets.withLock { buckets in
            var key = caller
            if buckets[key] == nil, buckets.count >= capacity {
                buckets = buckets.filter { !$0.value.isFull(rate: rate, burst: burst, at: now) }
                // More strangers at once than are remembered share one rate.
                if buckets.count >= capacity { key = .overflow }
            }
            return buckets[key, default: TokenBucket(burst: burst, at: now)].take(rate: rate, burst: burst, at: now)
        }
    }
}
