import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@testable import VaultStorage

@Suite("Other keys for a vault")
struct VaultRotationTests {
    private var own: RotatingVault
    private var vault: MintedVault { own.vault }

    init() throws { own = try RotatingVault() }

    @Test("both log keys sign the tree with the entry, the new one alone what follows, and all of it checks clean")
    func logKey() async throws {
        _ = try await vault.deposit(2)
        let old = vault.identity.logKeys[0].key
        let entry = try await own.rotateLog()
        let identity = try own.identity()
        #expect(identity == entry.identity && identity.isContinuous)
        #expect(identity.logKeys.map(\.from) == [0, 3] && identity.logKeys.map(\.until) == [3, nil])
        let new = try #require(identity.currentLogKey)
        #expect(try own.signers() == (3, [old, new]))
        #expect(entry.record.leaf.type == .keyRotation && entry.record.index == 2)
        try PinnedSeals().verify(
            vault.bytes("vault.json.p7s"), of: identity.bytes, certificates: [vault.seal.certificateDER])
        _ = try await vault.deposit(1, from: 2)
        #expect(try own.signers() == (4, [new]))
        let report = try await vault.check()
        #expect(report.findings.isEmpty && !report.hasUnfinishedRotation)
        #expect(try vault.isMadeAgainAlike())
        // The one before is kept, and the old key under another name, for its owner alone.
        #expect(try vault.bytes("identities/1.json") == vault.identity.bytes)
        let keys = try Folder.names("\(vault.path)/keys")
        let retired = try #require(keys.first { $0.hasPrefix("log-") && $0.hasSuffix(".key.retired") })
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(vault.path)/keys/\(retired)")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        _ = try await own.rotateLog(keepsOldKey: false)
        #expect(try Folder.names("\(vault.path)/keys").filter { $0.hasSuffix(".retired") } == [retired])
        #expect(try await vault.check().findings.isEmpty)
    }

    @Test("both seals sign vault.json; what is sealed from then on is the new one's, and the old ones still count")
    func seal() async throws {
        var own = own
        _ = try await vault.deposit(1)
        try await vault.issueManifest()
        let entry = try await own.rotateSeal()
        let seal = try vault.bytes("vault.json.p7s")
        let bytes = try vault.bytes("vault.json")
        #expect(bytes == entry.identity.bytes)
        for certificate in own.seals.map(\.certificateDER) {
            try PinnedSeals().verify(seal, of: bytes, certificates: [certificate])
        }
        #expect(
            try PinnedSeals().signers(seal, of: bytes, certificates: own.seals.map(\.certificateDER)).count == 2)
        _ = try await vault.deposit(1, from: 1)
        let manifests = try await VaultManifests.open(vault.path, writes: true)
        await #expect(throws: VaultError(.keyForeign, ["key": "seal"])) {
            _ = try await manifests.issue(seal: vault.seal, at: MintedPKI.now)
        }
        try await manifests.issue(seal: own.seal, at: MintedPKI.now)
        #expect(try await vault.check().findings.isEmpty)
        let stranger = try MintedSeal()
        await #expect(throws: VaultError(.keyForeign, ["key": "seal"])) {
            let rotation = try await VaultRotation.open(vault.path)
            defer { rotation.close() }
            _ = try await rotation.rotateLog(lastGood: nil, keepsOldKey: true, seal: stranger)
        }
        // The old one is not in use any more.
        await #expect(throws: VaultError(.keyForeign, ["key": "seal"])) {
            let rotation = try await VaultRotation.open(vault.path)
            defer { rotation.close() }
            _ = try await rotation.rotateLog(lastGood: nil, keepsOldKey: true, seal: vault.seal)
        }
        _ = try await own.rotateLog()
        #expect(try await vault.check().findings.isEmpty)
    }

    @Test("openssl verifies vault.json with both seals, as docs/rotation.md says")
    func openssl() async throws {
        var own = own
        try await own.rotateSeal()
        let folder = try VaultStorageTests.TemporaryFolder()
        let seals = own.seals.map { PEM.armour($0.certificateDER, label: "CERTIFICATE") }.joined()
        try TemporaryFolder.write(Array(seals.utf8), to: folder.file("seals.pem"))
        for name in ["vault.json", "vault.json.p7s"] {
            try TemporaryFolder.write(vault.bytes(name), to: folder.file(name))
        }
        let run = try Shell.run(
            "openssl cms -verify -binary -inform DER -in vault.json.p7s -content vault.json -CAfile seals.pem"
                + " -partial_chain -no-CApath -no-CAstore -purpose any -no_check_time -out /dev/null",
            in: folder.path)
        #expect(run.status == 0, "\(run.output)")
    }

    @Test(
        "cut off anywhere, the vault is read, checked and written to as if nothing had happened",
        arguments: RotatingVault.Cut.allCases)
    func cut(_ cut: RotatingVault.Cut) async throws {
        _ = try await vault.deposit(2)
        let identity = try await own.rotateLog(until: cut)
        let isCommitted = cut != .beforeCommit
        let report = try await vault.check()
        #expect(report.findings.isEmpty, "\(report.findings)")
        #expect(report.hasUnfinishedRotation == isCommitted)
        let published = try await PublishedFolder.open(vault.path)
        #expect(published.identity == identity)
        // Whoever reads writes nothing.
        _ = try await VaultFolder.open(vault.path, for: .reading)
        _ = try await vault.deposit(1, from: 2)
        #expect(try own.identity() == identity)
        let key = try #require(identity.currentLogKey)
        #expect(try own.signers() == (isCommitted ? 4 : 3, [key]))
        let after = try await vault.check()
        #expect(after.findings.isEmpty && !after.hasUnfinishedRotation, "\(after.findings)")
        let keys = try Folder.names("\(vault.path)/keys")
        #expect(Set(keys) == (isCommitted ? ["log.key", "log-0123456789abcdef.key.retired"] : ["log.key"]))
    }

    @Test(
        "a compromised key is cut off the same way, and its own log is still the vault's",
        arguments: RotatingVault.Cut.allCases)
    func cutCompromise(_ cut: RotatingVault.Cut) async throws {
        let records = try await vault.deposit(3)
        try await vault.issueManifest()
        let identity = try await own.rotateLog(until: cut, lastGood: 1)
        #expect(try await vault.check().findings.isEmpty)
        // The old checkpoint counts no more and the new one is not there yet: nothing is wrong with the vault.
        let isBehind = [RotatingVault.Cut.afterCommit, .withLeaves].contains(cut)
        let folder = try await VaultFolder.open(vault.path, for: .reading)
        do {
            _ = try await folder.vault.receipt(for: records[0], disclosesPrivate: false)
            #expect(!isBehind)
        } catch let error as VaultError {
            #expect(isBehind && error.code == .committedNotPublished, "\(error)")
        }
        _ = try await vault.deposit(1, from: 3)
        #expect(try own.identity() == identity)
        try await vault.issueManifest()
        #expect(try await vault.check().findings.isEmpty)
    }

    @Test("who had the vault open before is told that its keys were changed; a server goes on with the new ones")
    func openVaults() async throws {
        _ = try await vault.deposit(1)
        let validator = PresetValidator(identifiers: [MintedVault.owner])
        let stale = try await vault.open(validator)
        let published = try await PublishedFolder.open(vault.path)
        let host = try await VaultHost.open(vault.path, validator: { validator })
        _ = try await host.ownVault(as: AccessClaim()).deposit(MintedVault.request(7))
        let webhooks = host.webhooks
        let entry = try await own.rotateLog()
        #expect(await host.gauges()["log_entries"] == 3)
        await #expect(throws: VaultError(.keysChanged)) { _ = try await stale.vault.deposit(MintedVault.request(8)) }
        let outcome = try await host.ownVault(as: AccessClaim()).deposit(MintedVault.request(9))
        guard case .kept = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(host.identity == entry.identity)
        #expect(await host.isServing())
        guard case .bytes(let file) = try await published.answer(to: .identity),
            case .bytes(let checkpoint) = try await published.answer(to: .checkpoint)
        else {
            Issue.record("nothing is published")
            return
        }
        #expect(file.bytes == entry.identity.bytes)
        #expect(try LogReader(identity: entry.identity).checkpoint(checkpoint.bytes).size == 4)
        #expect(try await host.witnessing().identity == entry.identity)
        // Whoever is told of entries goes on being told.
        #expect(try await webhooks.size() == 4)
        try await host.close()
        #expect(try await vault.check().findings.isEmpty)
    }

    @Test("a size that is none of the old key's, and a key that was used before, are refused")
    func refusals() async throws {
        _ = try await vault.deposit(2)
        await #expect(throws: VaultError.self) { try await own.rotateLog(lastGood: 9) }
        #expect(try own.identity() == vault.identity)
        try await own.rotateLog()
        let error = await #expect(throws: VaultError.self) { try await own.rotateLog(lastGood: 2) }
        #expect(error?.code == .rotationLastGood)
        let rotation = try await VaultRotation.open(vault.path)
        defer { rotation.close() }
        let again = await #expect(throws: VaultError.self) {
            _ = try await rotation.rotateSeal(
                to: vault.seal.certificate, keyFile: [], keepsOldKey: true, seals: (vault.seal, vault.seal))
        }
        #expect(again?.code == .keyForeign)
        #expect(try await vault.check().findings.isEmpty)
    }

    @Test("a key file that is not the log's is replaced by nothing: an entry would name it for ever")
    func foreignLogKey() async throws {
        _ = try await vault.deposit(1)
        let key = try vault.bytes("keys/log.key")
        let stranger = try #require(NoteSigningKey.generate(name: vault.identity.origin))
        try vault.write(Array((stranger.text + "\n").utf8), to: "keys/log.key")
        for lastGood in [nil, UInt64(1)] {
            await #expect(throws: VaultError(.keyForeign, ["key": "log"])) {
                try await own.rotateLog(lastGood: lastGood)
            }
        }
        #expect(try own.identity() == vault.identity)
        try vault.write(key, to: "keys/log.key")
        #expect(try await vault.check().findings.isEmpty)
        try await own.rotateLog()
        #expect(try await vault.check().findings.isEmpty)
    }

    @Test("whoever is no operator may not change keys, and the try is entered")
    func roles() async throws {
        let roles = "local lan \(MintedVault.owner)\nlocal kt CCCD:001077000123\nauditor CCCD:001077000123\n"
        try vault.write(Array(roles.utf8), to: "roles")
        for claim in [
            AccessClaim(role: .auditor, account: "kt", entrance: "test"), AccessClaim(account: "lan", entrance: "test"),
        ] {
            let error = await #expect(throws: VaultError.self) {
                let rotation = try await VaultRotation.open(vault.path, as: claim)
                defer { rotation.close() }
                _ = try await rotation.rotateLog(lastGood: nil, keepsOldKey: true, seal: vault.seal)
            }
            #expect(error?.code == .accessDenied)
        }
        #expect(try own.identity() == vault.identity)
    }

    @Test("kho check names a vault.json of before that is missing or another, and keys that no entry tells of")
    func history() async throws {
        var own = own
        _ = try await vault.deposit(1)
        try await own.rotateLog()
        try await own.rotateSeal()
        #expect(try await vault.check().findings.isEmpty)
        let first = try vault.bytes("identities/1.json")
        let second = try vault.bytes("identities/2.json")
        for (bytes, code) in [(second, Finding.Code.identityHistory), (first.dropLast() + [32], .identityHistory)] {
            try vault.write(Array(bytes), to: "identities/1.json")
            #expect(try await vault.check().findings.map(\.code) == [code])
        }
        try FileManager.default.removeItem(atPath: "\(vault.path)/identities/1.json")
        #expect(try await vault.check().findings.map(\.code) == [.identityMissing])
        try vault.write(first, to: "identities/1.json")
        try vault.write(first, to: "identities/9.json")
        #expect(try await vault.check().findings.map(\.code) == [.extraFile])
        try FileManager.default.removeItem(atPath: "\(vault.path)/identities/9.json")

        // Somebody who has the seal and the catalogue, and enters nothing.
        let key = try #require(NoteSigningKey.generate(name: "kho.example.vn/log"))
        let secret = try own.identity().replacingLogKey(with: key.verifierKey, at: 3, at: .now())
        let seal = try own.seal.sign(secret.bytes)
        try vault.write(secret.bytes, to: "vault.json")
        try vault.write(seal, to: "vault.json.p7s")
        try vault.write(Array((key.text + "\n").utf8), to: "keys/log.key")
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        try database.write { connection in
            try LocalState.set(LocalState.identity, Digest.sha256(of: secret.bytes).description, connection)
            try LocalState.set(LocalState.identitySeal, Digest.sha256(of: seal).description, connection)
        }
        database.close()
        #expect(try await vault.check().findings.map(\.code) == [.identityHistory])
    }
}
