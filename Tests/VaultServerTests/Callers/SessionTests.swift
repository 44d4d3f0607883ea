import PKI
import Synchronization
import Testing
import VaultCore

@testable import VaultServer

@Suite("Who is signed in")
struct SessionTests {
    /// A clock that a test moves.
    private final class Clock: Sendable {
        private let seconds = Mutex<Int64>(1_000_000)
        var now: Instant { Instant(seconds: seconds.withLock { $0 }) }
        func advance(_ count: Int64) { seconds.withLock { $0 += count } }
    }

    private let clock = Clock()

    private func person(_ number: String = "038093015572", validFor seconds: Int64 = 86_400) throws -> SignedInPerson {
        let owner = try Owner("CCCD:\(number)")
        return SignedInPerson(
            user: owner, numbers: [owner], isOwner: true, certificate: .sha256(of: [1]),
            validUntil: clock.now.adding(seconds: seconds))
    }

    @Test("a token leads to its session until half an hour is over, and another token to none")
    func sessions() throws {
        let store = SessionStore { [clock] in clock.now }
        let (token, endsAt) = try #require(store.begin(try person()))
        #expect(token.count == 32)
        #expect(endsAt == clock.now.adding(seconds: 1800))
        #expect(store.session(of: token)?.person.user.description == "CCCD:038093015572")
        for bit in 0..<8 {
            var other = token
            other[31] ^= 1 << bit
            #expect(store.session(of: other) == nil)
        }
        #expect(store.session(of: []) == nil)
        clock.advance(1799)
        #expect(store.session(of: token) != nil)
        clock.advance(1)
        #expect(store.session(of: token) == nil)
        #expect(store.count == 0)
    }

    @Test("no session outlives the certificate that began it")
    func certificates() throws {
        let store = SessionStore { [clock] in clock.now }
        let (token, endsAt) = try #require(store.begin(try person(validFor: 60)))
        #expect(endsAt == clock.now.adding(seconds: 60))
        clock.advance(60)
        #expect(store.session(of: token) == nil)
    }

    @Test("whoever signs out is out, and nobody else")
    func signOut() throws {
        let store = SessionStore { [clock] in clock.now }
        let (one, _) = try #require(store.begin(try person()))
        let (other, _) = try #require(store.begin(try person()))
        store.end(try #require(store.session(of: one)))
        #expect(store.session(of: one) == nil)
        #expect(store.session(of: other) != nil)
    }

    @Test("a person has sixteen sessions; the seventeenth ends his oldest, and nobody else's")
    func perPerson() throws {
        let store = SessionStore { [clock] in clock.now }
        let (another, _) = try #require(store.begin(try person("001200000002")))
        let tokens = try (0...SessionStore.capacityPerPerson).map { _ in try #require(store.begin(try person())).token }
        #expect(store.session(of: tokens[0]) == nil)
        #expect(tokens.dropFirst().allSatisfy { store.session(of: $0) != nil })
        #expect(store.session(of: another) != nil)
        #expect(store.count == 1 + SessionStore.capacityPerPerson)
    }

    @Test("who signs in as the same organisation has sessions, budgets and uploads of his own")
    func perEmployee() throws {
        let company = try Owner("MST:0101234567")
        func employee(_ number: String, certificate: UInt8 = 1) throws -> SignedInPerson {
            SignedInPerson(
                user: company, numbers: [company, try Owner("CCCD:\(number)")], isOwner: true,
                certificate: .sha256(of: [certificate]), validUntil: clock.now.adding(seconds: 86_400))
        }
        let store = SessionStore { [clock] in clock.now }
        let (mine, _) = try #require(store.begin(try employee("001200000001")))
        for _ in 0...SessionStore.capacityPerPerson { #expect(store.begin(try employee("001200000002")) != nil) }
        let session = try #require(store.session(of: mine))
        #expect(store.count == 1 + SessionStore.capacityPerPerson)
        func key(_ person: SignedInPerson) -> CallerKey? {
            Caller.person(Session(person: person, token: session.token, endsAt: session.endsAt)).key
        }
        #expect(try key(employee("001200000001")) != key(employee("001200000002")))
        // With his next certificate he goes on with what he has begun.
        #expect(try key(employee("001200000001")) == key(employee("001200000001", certificate: 2)))
        #expect(Caller.person(session).name == company.description)
    }

    @Test(
        "where there is no room a newcomer waits: nobody is signed out for a stranger, and his own oldest goes for his newest"
    )
    func capacity() throws {
        let store = SessionStore { [clock] in clock.now }
        let (mine, _) = try #require(store.begin(try person()))
        for number in 1..<SessionStore.capacity {
            #expect(store.begin(try person(String(100_000_000_000 + number))) != nil)
        }
        #expect(store.begin(try person("999999999999")) == nil)
        let (again, _) = try #require(store.begin(try person()))
        #expect(store.session(of: mine) == nil && store.session(of: again) != nil)
        clock.advance(1800)
        #expect(store.begin(try person("999999999999")) != nil)
        #expect(store.count == 1)
    }

    @Test("a challenge is good once, for two minutes, and only where it was given out")
    func challenges() throws {
        let store = ChallengeStore { [clock] in clock.now }
        let (nonce, _) = store.issue()
        #expect(nonce.count == LoginStatement.nonceByteCount)
        let another = ChallengeStore { [clock] in clock.now }
        #expect(!another.take(nonce))
        #expect(store.take(nonce))
        #expect(!store.take(nonce))
        let (late, endsAt) = store.issue()
        #expect(endsAt == Instant(seconds: clock.now.seconds).adding(seconds: 120))
        clock.advance(120)
        #expect(!store.take(late))
        #expect(!store.take([UInt8](repeating: 0, count: 32)))
        #expect(!store.take([]) && !store.take(Array(store.issue().nonce.dropLast())))
    }

    @Test("a challenge with any bit changed, a later time above all, is none")
    func challengesCannotBeMade() throws {
        let store = ChallengeStore { [clock] in clock.now }
        let (nonce, _) = store.issue()
        for bit in 0..<(nonce.count * 8) {
            var changed = nonce
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(!store.take(changed), "bit \(bit)")
        }
        #expect(store.take(nonce))
    }

    @Test(
        "however many are asked for, one that is out stays good; those that came back are bounded, and leave with time")
    func challengeCapacity() throws {
        let store = ChallengeStore(capacity: 100) { [clock] in clock.now }
        let (first, _) = store.issue()
        for _ in 0..<10_000 { _ = store.issue() }
        for _ in 0..<99 { #expect(store.take(store.issue().nonce)) }
        #expect(store.take(first))
        #expect(!store.take(store.issue().nonce))
        clock.advance(120)
        #expect(store.take(store.issue().nonce))
    }
}
