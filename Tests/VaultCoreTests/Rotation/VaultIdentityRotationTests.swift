import PKI
import TestSupport
import Testing
import TransparencyLog

@testable import VaultCore

@Suite("Who a vault is, with other keys")
struct VaultIdentityRotationTests {
    private let first: VaultIdentity
    private let now = MintedPKI.now

    init() throws {
        first = try VaultIdentity(
            id: MintedManifests.id, origin: MintedManifests.origin, seals: [Self.seal(1)],
            logKeys: [LogKeyRange(key: try Self.key().verifierKey, from: 0)], madeAt: MintedPKI.now)
    }

    private static func key(_ name: String = MintedManifests.origin) throws -> NoteSigningKey {
        try #require(NoteSigningKey.generate(name: name))
    }

    private static func seal(_ byte: UInt8) -> SealCertificate {
        SealCertificate(
            der: [byte], notBefore: MintedPKI.now, notAfter: MintedPKI.now.adding(seconds: MintedPKI.day))
    }

    @Test("what is written is read back, a compromised key with its mark, and a mark on anything else is refused")
    func form() throws {
        let second = try first.replacingLogKey(with: Self.key().verifierKey, at: 7, at: now)
        let third = try second.replacingLogKey(with: Self.key().verifierKey, at: 12, lastGood: 9, at: now)
        let fourth = try third.replacingSeal(with: Self.seal(2), at: now)
        for identity in [second, third, fourth] {
            let read = try VaultIdentity(bytes: identity.bytes)
            #expect(read.logKeys == identity.logKeys && read.seals == identity.seals && read.isContinuous)
        }
        #expect(third.logKeys.map(\.isCompromised) == [false, true, false])
        #expect(third.logKeys.map(\.from) == [0, 7, 9] && third.logKeys.map(\.until) == [7, 9, nil])
        #expect(fourth.seals[0].notAfter == fourth.madeAt && fourth.madeAt > third.madeAt)
        let text = String(decoding: third.bytes, as: UTF8.self)
        for (old, new) in [
            ("\"compromised\":true", "\"compromised\":false"), ("\"compromised\":true", "\"compromised\":1"),
            ("{\"from\":9", "{\"compromised\":true,\"from\":9"),
        ] {
            let error = #expect(throws: VaultError.self) {
                try VaultIdentity(bytes: Array(text.replacing(old, with: new).utf8))
            }
            #expect(error?.code == .identityMalformed)
        }
    }

    @Test("each of them follows the one before and every earlier one, and none the other way round")
    func following() throws {
        let second = try first.replacingLogKey(with: Self.key().verifierKey, at: 7, at: now)
        let third = try second.replacingSeal(with: Self.seal(2), at: now)
        let chain = [first, second, third]
        for (place, earlier) in chain.enumerated() {
            for (other, later) in chain.enumerated() {
                #expect((later.fault(following: earlier) == nil) == (other > place))
            }
        }
        let fork = try first.replacingLogKey(with: Self.key().verifierKey, at: 8, at: now.adding(seconds: 9))
        #expect(fork.fault(following: second) == "ranges")
        let moved = try VaultIdentity(
            id: first.id, origin: first.origin, seals: [Self.seal(1)],
            logKeys: [
                LogKeyRange(key: first.logKeys[0].key, from: 0, until: 6),
                LogKeyRange(key: second.logKeys[1].key, from: 6),
            ], madeAt: now.adding(seconds: 9))
        #expect(moved.fault(following: second) == "ranges" && moved.fault(following: first) == nil)
        let longer = try VaultIdentity(
            id: first.id, origin: first.origin,
            seals: [
                SealCertificate(der: [1], notBefore: now, notAfter: now.adding(seconds: 2 * MintedPKI.day))
            ], logKeys: first.logKeys, madeAt: now.adding(seconds: 9))
        #expect(longer.fault(following: first) == "seals")
    }

    @Test("a key of another name, of another kind, or one that was used before is none for the log")
    func foreignKeys() throws {
        let used = first.logKeys[0].key
        let cosigning = try #require(CosigningKey.generate(name: first.origin)).verifierKey
        for key in [used, cosigning, try Self.key("other.example").verifierKey] {
            let error = #expect(throws: VaultError.self) { try first.replacingLogKey(with: key, at: 3, at: now) }
            #expect(error?.code == .keyForeign)
        }
        let twice = #expect(throws: VaultError.self) { try first.replacingSeal(with: Self.seal(1), at: now) }
        #expect(twice?.code == .keyForeign)
        let second = try first.replacingLogKey(with: Self.key().verifierKey, at: 7, at: now)
        for size in [UInt64(6), 12, 13] {
            let error = #expect(throws: VaultError.self) {
                try second.replacingLogKey(with: Self.key().verifierKey, at: 12, lastGood: size, at: now)
            }
            #expect(error?.code == .rotationLastGood)
        }
        var many = first
        for number in 1..<VaultIdentity.maximumKeys {
            many = try many.replacingLogKey(with: Self.key().verifierKey, at: UInt64(number), at: now)
        }
        let error = #expect(throws: VaultError.self) {
            try many.replacingLogKey(with: Self.key().verifierKey, at: 99, at: now)
        }
        #expect(error?.code == .rotationTooMany)
    }

    @Test("an entry is read back as it was written, and nothing else is one")
    func entries() throws {
        let digest = Digest.sha256(of: [1])
        let old = try Self.key().verifierKey
        let new = try Self.key().verifierKey
        for keys in [
            KeyRotation.Keys.log(old: old, new: new, lastGood: nil), .log(old: old, new: new, lastGood: 4),
            .seal(old: digest, new: digest),
        ] {
            let part = SharedPart(KeyRotation(keys: keys, identity: digest, previous: digest))
            #expect(part.leafType == .keyRotation && !part.isPublished && part.subject == nil)
            #expect(try SharedPart(bytes: part.bytes) == part)
            guard case .keyRotation(let read) = try SharedPart(bytes: part.bytes).content else {
                Issue.record("another kind")
                continue
            }
            #expect(read.keys == keys)
        }
        let text = String(
            decoding: SharedPart(
                KeyRotation(keys: .log(old: old, new: new, lastGood: 4), identity: digest, previous: digest)
            ).bytes, as: UTF8.self)
        for (part, other) in [("\"lastGood\":4", "\"lastGood\":-4"), ("\"log\"", "\"both\""), ("sha256:", "sha1:")] {
            let error = #expect(throws: VaultError.self) {
                try SharedPart(bytes: Array(text.replacing(part, with: other).utf8))
            }
            #expect(error?.code == .partMalformed)
        }
    }
}
