import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@testable import VaultStorage

@Suite("Taking in a vault's new keys")
struct VaultUpdateTests {
    private let own: RotatingVault
    private let temporary: VaultStorageTests.TemporaryFolder
    private let trust: TrustFolder
    private var vault: MintedVault { own.vault }

    init() throws {
        own = try RotatingVault()
        temporary = try VaultStorageTests.TemporaryFolder()
        trust = TrustFolder(path: temporary.file("certs"))
        try trust.pin(own.vault.identity, seal: own.vault.bytes("vault.json.p7s"))
    }

    private func pinned() throws -> PinnedVault { try #require(try trust.pinnedVaults().first) }

    private func file(_ name: String) throws -> SealedDocument {
        SealedDocument(bytes: try vault.bytes(name), seal: try vault.bytes(name + ".p7s"))
    }

    @discardableResult
    private func update(_ document: SealedDocument, statement: SealedDocument? = nil) throws -> Bool {
        let pinned = try pinned()
        switch try IdentityUpdate(of: pinned).judge(document.bytes, seal: document.seal, statement: statement) {
        case .unchanged: return false
        case .newer(let identity):
            try trust.update(pinned, to: identity, seal: document.seal)
            return true
        }
    }

    private func reason(_ document: SealedDocument, statement: SealedDocument? = nil) -> String? {
        do {
            try update(document, statement: statement)
            return nil
        } catch let error as VaultError {
            return error.facts["reason"] ?? error.code.rawValue
        } catch {
            return "\(error)"
        }
    }

    private func receipt(_ record: VaultCore.Record) async throws -> Receipt {
        let folder = try await VaultFolder.open(vault.path, for: .reading)
        return try await folder.vault.receipt(for: record, disclosesPrivate: false)
    }

    private func verify(_ receipt: Receipt) throws { _ = try receipt.verify(by: pinned(), verifier: PinnedSeals()) }

    @Test("keys follow one another; log.policy gains a line and keeps all others; receipts of before stay good")
    func following() async throws {
        var own = own
        let records = try await vault.deposit(2)
        let before = try await receipt(records[0])
        let policy = "# ours\nlog \(vault.identity.logKeys[0].key.text) https://kho.example.vn\nquorum none\n"
        let path = "\(trust.path)/vaults/\(vault.identity.id)/log.policy"
        try TemporaryFolder.write(Array(policy.utf8), to: path)
        try await own.rotateLog()
        let atBoth = try await receipt(records[0])
        try await own.rotateSeal()
        _ = try await vault.deposit(1, from: 2)
        let after = try await receipt(records[1])
        try verify(before)
        try verify(atBoth)
        #expect(throws: VaultError.self) { try verify(after) }
        // The first step is left out: the seal that is pinned vouches for the second all the same.
        #expect(try update(file("vault.json")))
        let key = try #require(try own.identity().currentLogKey)
        #expect(try TemporaryFolder.bytes(path) == Array((policy + "log \(key.text)\n").utf8))
        #expect(try pinned().seals.count == 2 && pinned().identity == own.identity())
        for receipt in [before, atBoth, after] { try verify(receipt) }
        #expect(try !update(file("vault.json")))
        // Nothing older takes its place.
        #expect(reason(try file("identities/1.json")) == "update-time")
        // With two seals since, the one between must come first.
        try await own.rotateSeal()
        try await own.rotateSeal()
        #expect(reason(try file("vault.json")) == "update-seal-not-pinned")
        #expect(try update(file("identities/4.json")))
        #expect(try update(file("vault.json")))
    }

    @Test("who has missed a change of the seal follows as long as its key is kept and signs as well")
    func missedChanges() async throws {
        var own = own
        try await own.rotateSeal()
        try await own.rotateLog()
        #expect(reason(try file("vault.json")) == "update-seal-not-pinned")
        for _ in 0..<4 { try await own.rotateSeal() }
        try await own.rotateLog(earlier: Array(own.seals.dropLast().reversed()))
        let certificates = try own.identity().seals.map(\.der)
        #expect(
            try PinnedSeals().signers(
                vault.bytes("vault.json.p7s"), of: vault.bytes("vault.json"), certificates: certificates
            ).count == PinnedSeals.maximumSigners)
        // Three before the present one; the first is not among them any more.
        #expect(reason(try file("vault.json")) == "update-seal-not-pinned")
        let stranger = try MintedSeal()
        await #expect(throws: VaultError(.keyForeign, ["key": "seal"])) {
            try await own.rotateLog(earlier: [stranger])
        }
        try await own.rotateLog(earlier: [vault.seal])
        #expect(try update(file("vault.json")))
        #expect(try await vault.check().findings.isEmpty)
    }

    @Test("what the seal in use did not sign, what a retired one signed, and what drops or moves keys is refused")
    func hostile() async throws {
        var own = own
        _ = try await vault.deposit(2)
        let first = vault.identity
        let thief = try MintedSeal()
        let key = try #require(NoteSigningKey.generate(name: first.origin)).verifierKey
        func sealed(_ identity: VaultIdentity, by seals: [MintedSeal]) throws -> SealedDocument {
            SealedDocument(
                bytes: identity.bytes, seal: try SignedData.joining(seals.map { try $0.sign(identity.bytes) }))
        }
        let stolen = try first.replacingSeal(with: thief.certificate, at: .now())
        #expect(reason(try sealed(stolen, by: [thief])) == "update-seal-not-pinned")
        #expect(reason(try sealed(stolen, by: [vault.seal])) == "update-new-seal")
        let log = try first.replacingLogKey(with: key, at: 3, at: .now())
        #expect(reason(try sealed(log, by: [thief])) == "update-seal")
        let other = try MintedVault().identity
        #expect(reason(try sealed(other, by: [vault.seal])) == "update-vault")
        let fresh = try VaultIdentity(
            id: first.id, origin: first.origin, seals: first.seals, logKeys: [LogKeyRange(key: key, from: 0)],
            madeAt: .now())
        #expect(reason(try sealed(fresh, by: [vault.seal])) == "update-ranges")
        let gap = try VaultIdentity(
            id: first.id, origin: first.origin, seals: first.seals,
            logKeys: [LogKeyRange(key: first.logKeys[0].key, from: 0, until: 3), LogKeyRange(key: key, from: 5)],
            madeAt: .now())
        #expect(reason(try sealed(gap, by: [vault.seal])) == "update-ranges")
        let elsewhere = try VaultIdentity(
            id: first.id, origin: "other.example", seals: first.seals, logKeys: first.logKeys, madeAt: .now())
        #expect(reason(try sealed(elsewhere, by: [vault.seal])) != nil)
        #expect(reason(SealedDocument(bytes: first.bytes + [10], seal: [])) == "VAULT_IDENTITY_MALFORMED")
        // Pinned, what is no certificate would keep every pin from being read.
        let junk = SealCertificate(der: [1], notBefore: MintedSeal.notBefore, notAfter: MintedSeal.notAfter)
        let broken = try VaultIdentity(
            id: first.id, origin: first.origin, seals: first.seals + [junk, thief.certificate],
            logKeys: first.logKeys, madeAt: .now())
        #expect(reason(try sealed(broken, by: [vault.seal, thief])) == "update-seals")

        try await own.rotateSeal()
        #expect(try update(file("vault.json")))
        // The old seal is pinned for what it sealed before, and vouches for nothing new.
        let later = try own.identity().replacingLogKey(with: key, at: 9, at: .now())
        #expect(reason(try sealed(later, by: [vault.seal])) == "update-seal-not-pinned")
        let both = try own.identity().replacingSeal(with: thief.certificate, at: .now())
        #expect(reason(try sealed(both, by: [vault.seal, thief])) == "update-seal-not-pinned")
        #expect(try pinned().identity == own.identity())
    }

    @Test("a pin without vault.json is taken further by its seal, and only with the keys that it has")
    func earlierPins() async throws {
        let folder = "\(trust.path)/vaults/\(vault.identity.id)"
        for name in ["vault.json", "vault.json.p7s"] {
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
        #expect(try pinned().identity == nil)
        try await own.rotateLog()
        let key = try #require(NoteSigningKey.generate(name: vault.identity.origin)).verifierKey
        let fresh = try VaultIdentity(
            id: vault.identity.id, origin: vault.identity.origin, seals: vault.identity.seals,
            logKeys: [LogKeyRange(key: key, from: 0)], madeAt: .now())
        #expect(
            reason(SealedDocument(bytes: fresh.bytes, seal: try vault.seal.sign(fresh.bytes))) == "update-ranges")
        #expect(try update(file("vault.json")))
        #expect(try pinned().identity == own.identity())
    }

    @Test("whoever pins a vault anew, or has a policy that takes no more, keeps his witnesses and his certificates")
    func policies() async throws {
        let folder = "\(trust.path)/vaults/\(vault.identity.id)"
        let witness = try #require(CosigningKey.generate(name: "nhan-chung.example.vn/w1")).verifierKey
        let rules = "# ours\nwitness W1 \(witness.text)\nquorum W1\n"
        let log = "log \(vault.identity.logKeys[0].key.text)\n"
        try TemporaryFolder.write(Array((rules + log).utf8), to: "\(folder)/log.policy")
        try trust.pin(vault.identity, seal: vault.bytes("vault.json.p7s"))
        #expect(try TemporaryFolder.bytes("\(folder)/log.policy") == Array((log + rules).utf8))

        var own = own
        try await own.rotateSeal()
        let entry = try await own.rotateLog(earlier: [vault.seal])
        let key = try #require(entry.identity.currentLogKey)
        // Somebody has entered the new key's bytes under another name.
        let twin = try #require(
            NoteVerifierKey(name: "other.example", algorithm: key.algorithm, publicKey: key.publicKey))
        let policy = Array((log + "log \(twin.text)\n" + rules).utf8)
        try TemporaryFolder.write(policy, to: "\(folder)/log.policy")
        #expect(reason(try file("vault.json")) == "update-policy")
        #expect(try TemporaryFolder.bytes("\(folder)/log.policy") == policy)
        #expect(try pinned().seals.count == 1 && pinned().identity == vault.identity)
    }

    @Test("what a compromised key signed above its last good size counts no more, once the statement is taken in")
    func compromise() async throws {
        let records = try await vault.deposit(4)
        let bad = try await receipt(records[0])
        try verify(bad)
        let entry = try await own.rotateLog(lastGood: 2)
        let statement = try #require(CompromiseStatement(of: entry.identity, at: .now()))
        let sealed = SealedDocument(bytes: statement.bytes, seal: try vault.seal.sign(statement.bytes))
        let document = try file("vault.json")
        #expect(reason(document) == "VAULT_UPDATE_COMPROMISE")
        let thief = try MintedSeal()
        #expect(
            reason(document, statement: SealedDocument(bytes: sealed.bytes, seal: try thief.sign(sealed.bytes)))
                == "update-statement-seal")
        let text = String(decoding: statement.bytes, as: UTF8.self).replacing("\"lastGood\":2", with: "\"lastGood\":3")
        let moved = Array(text.utf8)
        #expect(
            reason(document, statement: SealedDocument(bytes: moved, seal: try vault.seal.sign(moved)))
                == "update-statement")
        #expect(
            reason(document, statement: SealedDocument(bytes: [1], seal: [])) == "COMPROMISE_STATEMENT_MALFORMED")
        #expect(try update(document, statement: sealed))
        // The receipt itself says that the key has no end; what is pinned says otherwise.
        #expect(throws: VaultError(.receiptIdentity, ["reason": "log-key"])) { try verify(bad) }
        try verify(try await receipt(records[0]))
    }

    @Test(
        "a receiver of manifests goes on over a compromise: what it saw must be the beginning of what the new key signs"
    )
    func manifests() async throws {
        _ = try await vault.deposit(3)
        try await vault.issueManifest()
        let first = try file("manifests/all/1.json")
        let head = try file("manifests/all/head.json")
        func verifier() throws -> ManifestVerifier { ManifestVerifier(vault: try pinned(), chain: .all) }
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        func proof(_ from: UInt64, _ to: UInt64) throws -> [MerkleHash] {
            try TreeProof.consistency(from: from, to: to, reader: opened.logFiles)
        }
        let seen = try verifier().accept(first, after: nil, at: MintedPKI.now, consistency: proof).state
        let entry = try await own.rotateLog(lastGood: 1)
        try await vault.issueManifest()
        let statement = try #require(CompromiseStatement(of: entry.identity, at: .now()))
        try update(
            file("vault.json"),
            statement: SealedDocument(bytes: statement.bytes, seal: try vault.seal.sign(statement.bytes)))
        #expect(throws: ManifestError.self) {
            try verifier().accept(head: head, after: seen, at: MintedPKI.now, consistency: proof)
        }
        let newHead = try file("manifests/all/head.json")
        let next = try verifier().accept(head: newHead, after: seen, at: MintedPKI.now, consistency: proof).state
        #expect(try Checkpoint(parsing: SignedNote(parsing: next.checkpoint).text).size == 4)
        _ = try verifier().accept(file("manifests/all/2.json"), after: next, at: MintedPKI.now, consistency: proof)
        // One who begins now takes the head first, and the manifests of before by it.
        #expect(throws: ManifestError.self) {
            try verifier().accept(first, after: nil, at: MintedPKI.now, consistency: proof)
        }
        let fresh = try verifier().accept(head: newHead, after: nil, at: MintedPKI.now, consistency: proof).state
        _ = try verifier().accept(first, after: fresh, at: MintedPKI.now, consistency: proof)
        // Whom the thief had shown another log finds that out.
        let forged = Checkpoint(origin: vault.identity.origin, size: 3, root: .leaf([9]))
        let keys = try Folder.names("\(vault.path)/keys")
        let retired = try #require(keys.first { $0.hasPrefix("log-") })
        let text = String(decoding: try vault.bytes("keys/\(retired)").dropLast(), as: UTF8.self)
        let old = try #require(NoteSigningKey(text: text))
        let deceived = ManifestState(
            vault: vault.identity.id, chain: .all, last: seen.last, to: seen.to,
            checkpoint: forged.signed(by: old).bytes)
        let error = #expect(throws: ManifestError.self) {
            try verifier().accept(head: newHead, after: deceived, at: MintedPKI.now, consistency: proof)
        }
        #expect(error?.code == .fork)
    }
}
