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
        let rotated = try said(
            [LogKeyRange(key: old, from: 0, until: 9), LogKeyRange(key: new, from: 9)], naming: [stranger],
            sealedBy: seal, after: 5)
        #expect(code(known, rotated) == nil)
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
}
