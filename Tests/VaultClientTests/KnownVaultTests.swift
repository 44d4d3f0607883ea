import PKI
import Testing
import TransparencyLog
import VaultCore

@testable import VaultClient

@Suite("The vault that must be behind a server")
struct KnownVaultTests {
    private static let id = String(repeating: "5c", count: 16)

    /// What a vault would say of itself, and its seal over it.
    private struct Said {
        let identity: VaultIdentity
        let seal: [UInt8]

        init(identity: VaultIdentity, seal: [UInt8]) {
            self.identity = identity
            self.seal = seal
        }

        /// Signed by each of them.
        init(_ identity: VaultIdentity, by seals: [CAdESSeal]) throws {
            self.init(
                identity: identity, seal: try SignedData.joining(try seals.map { try $0.sign(identity.bytes) }))
        }
    }

    private let start = Instant.now().adding(seconds: -86_400)

    private func seal() throws -> CAdESSeal {
        let key = try PrivateKey.generate(.p256)
        let certificate = try IssuingAuthority.selfSigned(
            .signer(
                [.init(.commonName, "Test Vault Seal")], notBefore: start, notAfter: start.adding(seconds: 864_000)),
            key: key
        ).certificate
        return try CAdESSeal(key: key, certificate: certificate)
    }

    private func key(_ seed: UInt8) throws -> NoteVerifierKey {
        try #require(NoteSigningKey(name: "kho.example/log", seed: [UInt8](repeating: seed, count: 32))).verifierKey
    }

    private func said(
        _ keys: [LogKeyRange], naming seals: [CAdESSeal], sealedBy seal: CAdESSeal, id: String = id, after: Int64 = 0
    ) throws -> Said {
        let identity = try VaultIdentity(
            id: id, origin: "kho.example/log",
            seals: seals.map {
                SealCertificate(der: $0.certificateDER, notBefore: start, notAfter: start.adding(seconds: 864_000))
            }, logKeys: keys, madeAt: start.adding(seconds: after))
        return Said(identity: identity, seal: try seal.sign(identity.bytes))
    }

    /// nil where it is taken.
    private func code(_ known: KnownVault, _ said: Said) -> ClientError.Code? {
        do {
            try known.check(said.identity, seal: said.seal, host: "kho.example")
            return nil
        } catch {
            return error.code
        }
    }

    @Test("at first it is whoever seals for himself; then a seal that was seen must have signed")
    func remembered() throws {
        let seal = try seal()
        let stranger = try self.seal()
        let old = try key(1)
        let new = try key(2)
        let first = try said([LogKeyRange(key: old, from: 0)], naming: [seal], sealedBy: seal)
        #expect(code(KnownVault(), first) == nil)
        let unsealed = try said([LogKeyRange(key: old, from: 0)], naming: [seal], sealedBy: stranger)
        #expect(code(KnownVault(), unsealed) == .identityRefused)
        let known = KnownVault(identity: first.identity)
        #expect(code(known, first) == nil)
        // The same id is no secret: with a seal and a log key of his own anybody can say it.
        let impostor = try said([LogKeyRange(key: new, from: 0)], naming: [stranger], sealedBy: stranger)
        #expect(code(known, impostor) == .identityRefused)
        // The seal that was seen, over another log: what an old seal alone cannot do.
        let secondLog = try said([LogKeyRange(key: new, from: 0)], naming: [seal], sealedBy: seal, after: 5)
        #expect(code(known, secondLog) == .identityRefused)
        let next = try said(
            [LogKeyRange(key: old, from: 0, until: 9), LogKeyRange(key: new, from: 9)], naming: [seal, stranger],
            sealedBy: seal, after: 5)
        // Whoever names a seal has its key, and the seal that was in use vouches for it.
        #expect(code(known, next) == .identityRefused)
        #expect(code(known, try Said(next.identity, by: [stranger])) == .identityRefused)
        let rotated = try Said(next.identity, by: [stranger, seal])
        #expect(code(known, rotated) == nil)
        #expect(code(KnownVault(), next) == .identityRefused)
        // A seal that has ended since vouches for nothing new.
        let third = try self.seal()
        let later = try said(
            rotated.identity.logKeys, naming: [seal, stranger, third], sealedBy: third, after: 9
        ).identity
        #expect(
            code(KnownVault(identity: rotated.identity), try Said(later, by: [third, seal])) == .identityRefused)
        #expect(code(KnownVault(identity: rotated.identity), try Said(later, by: [third, stranger])) == nil)
        #expect(code(KnownVault(identity: rotated.identity), first) == .identityRefused)
        let other = try said(
            [LogKeyRange(key: old, from: 0)], naming: [seal], sealedBy: seal, id: String(repeating: "5d", count: 16))
        #expect(code(known, other) == .otherVault)
        var changed = first.seal
        changed[changed.count - 1] ^= 1
        #expect(code(known, Said(identity: first.identity, seal: changed)) == .identityRefused)
        #expect(code(known, Said(identity: first.identity, seal: [])) == .identityRefused)
    }

    @Test("where it is pinned, a pinned seal and pinned log keys count, and nothing that was seen")
    func pinned() throws {
        let seal = try seal()
        let stranger = try self.seal()
        let right = try key(1)
        let wrong = try key(2)
        let first = try said([LogKeyRange(key: right, from: 0)], naming: [seal], sealedBy: seal)
        func pin(_ seal: CAdESSeal, _ key: NoteVerifierKey, id: String = Self.id) throws -> PinnedVault {
            PinnedVault(
                id: id, seals: [seal.certificateDER],
                policy: try LogPolicy(parsing: "log \(key.text)\nquorum none\n"))
        }
        let good = try pin(seal, right)
        let otherSeal = try pin(stranger, right)
        let otherKey = try pin(seal, wrong)
        #expect(code(KnownVault(pinned: [good]), first) == nil)
        #expect(code(KnownVault(pinned: [otherSeal]), first) == .identityRefused)
        #expect(code(KnownVault(pinned: [otherKey]), first) == .identityRefused)
        // The pin of another vault says nothing of this one.
        let elsewhere = try pin(stranger, wrong, id: String(repeating: "5d", count: 16))
        #expect(code(KnownVault(pinned: [elsewhere]), first) == nil)
        #expect(code(KnownVault(identity: first.identity, pinned: [otherSeal]), first) == .identityRefused)
    }

    /// A vault that is pinned with its `vault.json`.
    private func pin(
        _ identity: VaultIdentity, seals: [CAdESSeal], keys: [NoteVerifierKey]? = nil, remembers: Bool = true
    ) throws -> PinnedVault {
        let keys = keys ?? identity.logKeys.map(\.key)
        return PinnedVault(
            id: identity.id, seals: seals.map(\.certificateDER),
            policy: try LogPolicy(parsing: keys.map { "log \($0.text)\n" }.joined() + "quorum none\n"),
            identity: remembers ? identity : nil)
    }

    private func certificate(_ seal: CAdESSeal) -> SealCertificate {
        SealCertificate(der: seal.certificateDER, notBefore: start, notAfter: start.adding(seconds: 864_000))
    }

    @Test(
        "keys that continue the pinned ones are taken where the pinned seal in use vouches for them, and nothing older")
    func continued() throws {
        let seal = try seal()
        let other = try self.seal()
        let first = try said([LogKeyRange(key: try key(1), from: 0)], naming: [seal], sealedBy: seal)
        let pinned = KnownVault(pinned: [try pin(first.identity, seals: [seal])])
        let log = try Said(first.identity.replacingLogKey(with: key(2), at: 9, at: start), by: [seal])
        let both = try log.identity.replacingSeal(with: certificate(other), at: start)
        #expect(code(pinned, first) == nil)
        #expect(code(pinned, log) == nil)
        #expect(code(pinned, try Said(both, by: [other, seal])) == nil)
        for signers in [[seal], [other]] {
            #expect(code(pinned, try Said(both, by: signers)) == .identityRefused)
        }
        // What was taken in since is not undone by an old one, which the seal signed as well.
        let newer = KnownVault(pinned: [try pin(log.identity, seals: [seal])])
        #expect(code(newer, log) == nil)
        #expect(code(newer, first) == .identityRefused)
        // Another log under the same seal, from the beginning or in between.
        let instead = try said([LogKeyRange(key: try key(3), from: 0)], naming: [seal], sealedBy: seal, after: 9)
        let beside = try said(
            log.identity.logKeys.dropLast() + [LogKeyRange(key: try key(3), from: 9)], naming: [seal], sealedBy: seal,
            after: 9)
        let extra = try said(
            log.identity.logKeys + [LogKeyRange(key: try key(3), from: 0)], naming: [seal], sealedBy: seal, after: 9)
        for lie in [instead, beside, extra] { #expect(code(newer, lie) == .identityRefused) }
        // The seal that was pinned first has ended.
        let afterwards = KnownVault(pinned: [try pin(both, seals: [seal, other])])
        let next = try both.replacingLogKey(with: key(3), at: 12, at: start)
        #expect(code(afterwards, try Said(next, by: [seal])) == .identityRefused)
        #expect(code(afterwards, try Said(next, by: [other])) == nil)
        let third = try self.seal()
        let sealed = try next.replacingSeal(with: certificate(third), at: start)
        #expect(code(afterwards, try Said(sealed, by: [third, seal])) == .identityRefused)
        #expect(code(afterwards, try Said(sealed, by: [third, other])) == nil)
    }

    @Test(
        "keys that only the user can take in are told by their own code: after a compromise, and where no vault.json is kept"
    )
    func byHand() throws {
        let seal = try seal()
        let stranger = try self.seal()
        let first = try said([LogKeyRange(key: try key(1), from: 0)], naming: [seal], sealedBy: seal)
        let compromised = try first.identity.replacingLogKey(with: key(2), at: 9, lastGood: 4, at: start)
        let pinned = KnownVault(pinned: [try pin(first.identity, seals: [seal])])
        #expect(code(pinned, try Said(compromised, by: [seal])) == .keysChanged)
        #expect(code(pinned, try Said(compromised, by: [stranger])) == .identityRefused)
        let taken = KnownVault(pinned: [try pin(compromised, seals: [seal])])
        #expect(code(taken, try Said(compromised, by: [seal])) == nil)
        #expect(code(taken, first) == .identityRefused)

        let next = try first.identity.replacingLogKey(with: key(2), at: 9, at: start)
        let bare = KnownVault(pinned: [try pin(first.identity, seals: [seal], remembers: false)])
        #expect(code(bare, first) == nil)
        #expect(code(bare, try Said(next, by: [seal])) == .keysChanged)
        #expect(
            code(KnownVault(pinned: [try pin(next, seals: [seal], remembers: false)]), try Said(next, by: [seal]))
                == nil)
        // A key that is said to have ended is a key all the same.
        let ended = try said(
            [LogKeyRange(key: try key(3), from: 0, until: 1 << 40), LogKeyRange(key: try key(1), from: 1 << 40)],
            naming: [seal], sealedBy: seal, after: 9)
        #expect(code(bare, ended) == .keysChanged)

        // Whoever took the log key out of the policy trusts no key that comes after it.
        let distrusted = KnownVault(pinned: [try pin(first.identity, seals: [seal], keys: [try key(4)])])
        for said in [first, try Said(next, by: [seal])] { #expect(code(distrusted, said) == .identityRefused) }
    }
}
