import PKI
import Testing
import TransparencyLog
import VaultCore

@Suite("What may come of a vault's identity")
struct VaultSuccessionTests {
    private static let id = String(repeating: "5c", count: 16)
    private static let day: Int64 = 86_400
    private static let start = Instant(seconds: 1_700_000_000)

    private static func key(_ seed: UInt8) throws -> NoteVerifierKey {
        try #require(NoteSigningKey(name: "kho.example/log", seed: [UInt8](repeating: seed, count: 32))).verifierKey
    }

    private static func identity(
        _ keys: [LogKeyRange], id: String = id, origin: String = "kho.example/log", after seconds: Int64 = 0
    ) throws -> VaultIdentity {
        let seal = SealCertificate(der: [1], notBefore: start, notAfter: start.adding(seconds: day))
        return try VaultIdentity(
            id: id, origin: origin, seals: [seal], logKeys: keys, madeAt: start.adding(seconds: seconds))
    }

    @Test("it is itself, a later one with the same keys, or one whose last key gives way to another")
    func allowed() throws {
        let old = try Self.key(1)
        let new = try Self.key(2)
        let first = try Self.identity([LogKeyRange(key: old, from: 0)])
        #expect(first.succeeds(first))
        let later = try Self.identity([LogKeyRange(key: old, from: 0)], after: 5)
        #expect(later.succeeds(first))
        let rotated = try Self.identity(
            [LogKeyRange(key: old, from: 0, until: 9), LogKeyRange(key: new, from: 9)], after: 5)
        #expect(rotated.succeeds(first))
        #expect(!first.succeeds(rotated), "an earlier one given out again")
    }

    @Test("another log key, a second one beside the first, another end, origin, vault or an earlier time are refused")
    func refused() throws {
        let old = try Self.key(1)
        let new = try Self.key(2)
        let whole = LogKeyRange(key: old, from: 0)
        let first = try Self.identity([whole])
        let rotated = try Self.identity(
            [LogKeyRange(key: old, from: 0, until: 9), LogKeyRange(key: new, from: 9)], after: 5)
        for keys in [
            [LogKeyRange(key: new, from: 0)], [LogKeyRange(key: old, from: 1)],
            [whole, LogKeyRange(key: new, from: 0)],
            [LogKeyRange(key: old, from: 0, until: 9), LogKeyRange(key: new, from: 8)],
        ] {
            let later = try Self.identity(keys, after: 5)
            #expect(!later.succeeds(first), "\(keys)")
        }
        let otherEnd = try Self.identity(
            [LogKeyRange(key: old, from: 0, until: 8), LogKeyRange(key: new, from: 9)], after: 6)
        #expect(!otherEnd.succeeds(rotated))
        let otherOrigin = try Self.identity([whole], origin: "kho.example/other", after: 5)
        let otherVault = try Self.identity([whole], id: String(repeating: "5d", count: 16), after: 5)
        let earlier = try Self.identity([whole], after: -1)
        for other in [otherOrigin, otherVault, earlier] { #expect(!other.succeeds(first)) }
    }
}
