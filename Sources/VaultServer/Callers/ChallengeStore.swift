import PKI
import Synchronization

/// Challenges that were given out and not taken back. Each is good once, whatever comes of it.
final class ChallengeStore: Sendable {
    /// How long one is good (seconds), for whoever looks at what he signs and finds his card.
    static let duration: Int64 = 120
    /// At once, of about 100 bytes each. Nobody else's goes to make room.
    static let capacity = 10_000
    static let nonceByteCount = 32

    private let now: @Sendable () -> Instant
    private let endings = Mutex<[[UInt8]: Instant]>([:])

    init(now: @escaping @Sendable () -> Instant = Instant.now) { self.now = now }

    /// - Returns: nil where there are too many.
    func issue() -> (nonce: [UInt8], endsAt: Instant)? {
        let nonce = SecureRandom.bytes(Self.nonceByteCount)
        let time = now()
        let endsAt = time.adding(seconds: Self.duration)
        let isKept = endings.withLock { endings in
            if endings.count >= Self.capacity { endings = endings.filter { time < $0.value } }
            guard endings.count < Self.capacity else { return false }
            endings[nonce] = endsAt
            return true
        }
        return isKept ? (nonce, endsAt) : nil
    }

    /// Takes one back.
    /// - Returns: whether it was good.
    func take(_ nonce: [UInt8]) -> Bool {
        let time = now()
        return endings.withLock { $0.removeValue(forKey: nonce) }.map { time < $0 } ?? false
    }
}
