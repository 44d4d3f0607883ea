import PKI
import Synchronization

/// Challenges for signing in. Each is good once, whatever comes of it, and for two minutes.
///
/// One that is out takes no memory: it carries its time, and a code that only this store can make. So nobody takes them from
/// others by asking for many; what is remembered is which ones came back.
final class ChallengeStore: Sendable {
    /// How long one is good (seconds), for whoever looks at what he signs and finds his card.
    static let duration: Int64 = 120
    static let nonceByteCount = 32
    /// Challenges that came back within `duration`, of about 100 bytes each: each stands for a signature that was looked at,
    /// and two thousand a second of these are more than a machine does.
    static let capacity = 262_144
    /// The time, in seconds.
    private static let timeByteCount = 8
    /// What tells those of one second apart.
    private static let randomByteCount = 8
    private static let codeStart = timeByteCount + randomByteCount

    private let now: @Sendable () -> Instant
    private let capacity: Int
    /// Of this process: those of another one, or from before a restart, are none.
    private let code = MessageAuthenticationCode(key: SecureRandom.bytes(MessageAuthenticationCode.byteCount))
    /// Those that came back, and when they end.
    private let used = Mutex<[[UInt8]: Instant]>([:])

    init(capacity: Int = capacity, now: @escaping @Sendable () -> Instant = Instant.now) {
        self.capacity = capacity
        self.now = now
    }

    func issue() -> (nonce: [UInt8], endsAt: Instant) {
        let time = now()
        let seconds = UInt64(bitPattern: time.seconds)
        let start = (0..<Self.timeByteCount).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * $0)) }
        let message = start + SecureRandom.bytes(Self.randomByteCount)
        let nonce = message + code.code(of: message).prefix(Self.nonceByteCount - message.count)
        return (nonce, Instant(seconds: time.seconds).adding(seconds: Self.duration))
    }

    /// Takes one back.
    /// - Returns: whether it was good; false too where more came back than are remembered.
    func take(_ nonce: [UInt8]) -> Bool {
        guard nonce.count == Self.nonceByteCount,
            code.isValid(nonce[Self.codeStart...], of: Array(nonce[..<Self.codeStart]))
        else { return false }
        let seconds = nonce[..<Self.timeByteCount].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let time = now()
        let endsAt = Instant(seconds: Int64(bitPattern: seconds)).adding(seconds: Self.duration)
        guard time < endsAt else { return false }
        return used.withLock { used in
            if used.count >= capacity { used = used.filter { time < $0.value } }
            guard used.count < capacity, used[nonce] == nil else { return false }
            used[nonce] = endsAt
            return true
        }
    }
}
