import PKI
import Synchronization
import VaultCore

/// Who is signed in. In memory alone: a server that is started again knows nobody.
final class SessionStore: Sendable {
    /// How long a session lasts (seconds); it is not prolonged.
    static let duration: Int64 = 30 * 60
    /// Sessions at once, of some KiB each.
    static let capacity = 10_000
    /// Of one person: his devices and programs.
    static let capacityPerPerson = 16
    private static let tokenByteCount = 32

    fileprivate struct State {
        /// By the first bytes of the token's digest.
        var sessions: [UInt64: [Session]] = [:]
        /// The oldest first.
        var byPerson: [String: [Session]] = [:]
        var count = 0
    }

    private let now: @Sendable () -> Instant
    private let state = Mutex(State())

    init(now: @escaping @Sendable () -> Instant = Instant.now) { self.now = now }

    var count: Int {
        let time = now()
        return state.withLock { state in
            state.sessions.values.joined().count { time < $0.endsAt }
        }
    }

    /// Begins a session.
    /// - Returns: the token; nil where there is room for nobody else's.
    func begin(_ person: SignedInPerson) -> (token: [UInt8], endsAt: Instant)? {
        let token = SecureRandom.bytes(Self.tokenByteCount)
        let time = now()
        let session = Session(
            person: person, token: .sha256(of: token),
            endsAt: min(time.adding(seconds: Self.duration), person.validUntil))
        let isKept = state.withLock { state in
            let name = session.holder
            if state.count >= Self.capacity { state.removeEnded(at: time) }
            let own = state.byPerson[name] ?? []
            if let oldest = own.first, own.count >= Self.capacityPerPerson || state.count >= Self.capacity {
                state.remove(oldest)
            }
            guard state.count < Self.capacity else { return false }
            state.add(session)
            return true
        }
        return isKept ? (token, session.endsAt) : nil
    }

    /// The session of a token; nil where there is none, or none any more.
    func session(of token: [UInt8]) -> Session? {
        let digest = Digest.sha256(of: token)
        let time = now()
        return state.withLock { state in
            let found = state.sessions[State.place(digest)]?.first { $0.token.equalsInConstantTime(digest) }
            guard let found else { return nil }
            guard time < found.endsAt else {
                state.remove(found)
                return nil
            }
            return found
        }
    }

    func end(_ session: Session) { state.withLock { $0.remove(session) } }
}

extension SessionStore.State {
    /// A place among many: it tells eight of the digest's bytes at most, and of the token nothing.
    static func place(_ digest: Digest) -> UInt64 { digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    mutating func add(_ session: Session) {
        sessions[Self.place(session.token), default: []].append(session)
        byPerson[session.holder, default: []].append(session)
        count += 1
    }

    mutating func remove(_ session: Session) {
        let place = Self.place(session.token)
        let name = session.holder
        guard let index = sessions[place]?.firstIndex(where: { $0 === session }) else { return }
        sessions[place]?.remove(at: index)
        if sessions[place]?.isEmpty == true { sessions[place] = nil }
        byPerson[name]?.removeAll { $0 === session }
        if byPerson[name]?.isEmpty == true { byPerson[name] = nil }
        count -= 1
    }

    mutating func removeEnded(at time: Instant) {
        for session in sessions.values.joined().filter({ time >= $0.endsAt }) { remove(session) }
    }
}

extension Digest {
    /// Takes the same time wherever they differ.
    fileprivate func equalsInConstantTime(_ other: Digest) -> Bool {
        bytes.count == other.bytes.count && zip(bytes, other.bytes).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
