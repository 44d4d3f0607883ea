import PKI
import Synchronization

/// Challenges that were given out and not taken back. Each is good once, whatever comes of it.
final class ChallengeStore: Sendable {
    /// How long one is good (seconds), for whoever looks at what he signs and finds his card.
    static let duration: Int64 = 120
    /// At once, of about 100 bytes each. Nobody else's goes to make room.
    static let capacity = 100_000
    /// At once to one address: as many as a large office signs in with within two minutes. Nobody takes all of them.
    static let capacityPerStranger = 256
    static let nonceByteCount = 32

    private let now: @Sendable () -> Instant

    private struct Challenge {
        let endsAt: Instant
        let stranger: CallerKey?
    }

    private struct State {
        var challenges: [[UInt8]: Challenge] = [:]
        var byStranger: [CallerKey: Int] = [:]

        mutating func add(_ nonce: [UInt8], _ challenge: Challenge) {
            challenges[nonce] = challenge
            if let stranger = challenge.stranger { byStranger[stranger, default: 0] += 1 }
        }

        mutating func remove(_ nonce: [UInt8]) -> Challenge? {
            guard let challenge = challenges.removeValue(forKey: nonce) else { return nil }
            if let stranger = challenge.stranger, let count = byStranger[stranger] {
                byStranger[stranger] = count > 1 ? count - 1 : nil
            }
            return challenge
        }

        mutating func removeEnded(at time: Instant) {
            for nonce in challenges.filter({ time >= $0.value.endsAt }).keys { _ = remove(nonce) }
        }
    }

    private let state = Mutex(State())

    init(now: @escaping @Sendable () -> Instant = Instant.now) { self.now = now }

    /// - Parameter stranger: to whom; nil for one that is not told apart.
    /// - Returns: nil where there are too many.
    func issue(to stranger: CallerKey? = nil) -> (nonce: [UInt8], endsAt: Instant)? {
        let nonce = SecureRandom.bytes(Self.nonceByteCount)
        let time = now()
        let endsAt = time.adding(seconds: Self.duration)
        let isKept = state.withLock { state in
            func hasRoom() -> Bool {
                state.challenges.count < Self.capacity
                    && stranger.map { state.byStranger[$0, default: 0] < Self.capacityPerStranger } ?? true
            }
            if !hasRoom() { state.removeEnded(at: time) }
            guard hasRoom() else { return false }
            state.add(nonce, Challenge(endsAt: endsAt, stranger: stranger))
            return true
        }
        return isKept ? (nonce, endsAt) : nil
    }

    /// Takes one back.
    /// - Returns: whether it was good.
    func take(_ nonce: [UInt8]) -> Bool {
        let time = now()
        return state.withLock { $0.remove(nonce) }.map { time < $0.endsAt } ?? false
    }
}
