import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore
import VaultStorage

@testable import VaultSync

/// A server that lies, in every way that there is a name for: each is refused by its own, with both sides as evidence, and
/// the replica stays as it was.
@Suite("What a replica refuses")
struct RefusalTests {
    let before: PublishingVault
    let receiver: Receiver
    private let held: [String: [UInt8]]

    init() async throws {
        var vault = try PublishingVault()
        try vault.deposit(270)
        try vault.issue()
        try vault.deposit(10)
        try vault.issue()
        before = vault
        receiver = try Receiver()
        _ = try await receiver.pull(vault)
        held = try receiver.files()
    }

    /// What comes next in good faith.
    func next(_ change: (inout PublishingVault) throws -> Void = { _ in }) throws -> PublishingVault {
        var vault = before
        try vault.deposit(10)
        try vault.issue()
        try change(&vault)
        return vault
    }

    func expect(
        _ code: String, _ vault: PublishingVault, headIsTaken: Bool = false, isAttack: Bool = true,
        at time: Instant? = nil,
        content: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let refusal = try await receiver.refusal(vault, pinning: before, content: content, at: time)
        #expect(refusal?.code == code, sourceLocation: sourceLocation)
        #expect(refusal?.isAttack == isAttack, sourceLocation: sourceLocation)
        var now = try receiver.files()
        var kept = held
        if headIsTaken {
            // The head itself was true, and is remembered.
            for name in ["head.json", "head.json.p7s", "checkpoint", "state.json"] {
                now[name] = nil
                kept[name] = nil
            }
        }
        #expect(now.filter { !$0.key.hasPrefix("manifests/3") } == kept, sourceLocation: sourceLocation)
        guard isAttack else { return }
        let evidence = try #require(refusal?.evidence, sourceLocation: sourceLocation)
        #expect(evidence.contains("/evidence/") && evidence.contains(code), sourceLocation: sourceLocation)
        let names = try FileManager.default.contentsOfDirectory(atPath: evidence)
        #expect(names.contains("README") && names.contains("held-state.json"), sourceLocation: sourceLocation)
        // Of what was left out there is nothing but the head that names it.
        #expect(
            names.contains { $0.hasPrefix("received-") } || code == "MANIFEST_GAP", sourceLocation: sourceLocation)
        // Once more, the same: it is not kept twice.
        let count = receiver.names().filter { $0.hasSuffix("/README") }.count
        _ = try await receiver.refusal(vault, pinning: before, content: content, at: time)
        #expect(receiver.names().filter { $0.hasSuffix("/README") }.count == count, sourceLocation: sourceLocation)
    }

    @Test("good faith is taken") func goodFaith() async throws {
        #expect(try await receiver.pull(next()).manifests == 1)
    }

    @Test("a vault put back to an earlier state: rollback") func rollback() async throws {
        // The same keys, and less of the log.
        var vault = try fork(deposits: 270)
        try vault.issueHead()
        try await expect("MANIFEST_ROLLBACK", vault)
    }

    /// A vault with the same keys whose log is shorter or another.
    private func fork(deposits: Int, salt: UInt8 = 1) throws -> PublishingVault {
        var vault = before
        vault.restart()
        try vault.deposit(deposits, salt: salt)
        try vault.issue()
        return vault
    }

    /// As many manifests by the same keys, over another log.
    private func otherStory() throws -> PublishingVault {
        var vault = try fork(deposits: 270, salt: 9)
        try vault.deposit(10, salt: 9)
        try vault.issue()
        return vault
    }

    @Test("an old head, sealed in its time: rollback, though it is also stale") func oldHead() async throws {
        var vault = before
        let old = try fork(deposits: 270)
        vault.set(old["\(vault.folder)/head.json"], at: "\(vault.folder)/head.json")
        vault.set(old["\(vault.folder)/head.json.p7s"], at: "\(vault.folder)/head.json.p7s")
        try await expect("MANIFEST_ROLLBACK", vault, at: before.clock.adding(seconds: 4000))
    }

    @Test("two logs under the same keys: fork, at the head") func forkedHead() async throws {
        // As many manifests, and then more.
        var vault = before
        vault.restart()
        try vault.deposit(270, salt: 9)
        try vault.issue()
        try vault.deposit(10, salt: 9)
        try vault.issue()
        try await expect("MANIFEST_FORK", vault)
        try vault.deposit(10, salt: 9)
        try vault.issue()
        try await expect("MANIFEST_FORK", vault)
    }

    @Test("one log, and two manifests with the same number: fork") func forkedManifest() async throws {
        let honest = try next()
        var vault = before
        try vault.deposit(10)
        try vault.issue { $0.removeLast() }
        // The head of one, the manifest of the other.
        var mixed = honest
        mixed.set(vault["\(vault.folder)/3.json"], at: "\(vault.folder)/3.json")
        mixed.set(vault["\(vault.folder)/3.json.p7s"], at: "\(vault.folder)/3.json.p7s")
        let refusal = try await receiver.refusal(mixed, pinning: before)
        #expect(refusal?.code == "MANIFEST_FORK")
    }

    @Test("no new head for five minutes: freeze") func freeze() async throws {
        try await expect("MANIFEST_STALE_HEAD", before, at: before.clock.adding(seconds: 301))
        #expect(try await receiver.pull(before, at: before.clock.adding(seconds: 300)).manifests == 0)
    }

    @Test("a head from the future is not taken, and proves nothing") func future() async throws {
        try await expect(
            "MANIFEST_HEAD_FROM_THE_FUTURE", before, isAttack: false, at: before.clock.adding(seconds: -61))
    }

    @Test("a manifest that is left out: gap") func gap() async throws {
        let honest = try next()
        var vault = honest
        vault.set(nil, at: "\(vault.folder)/3.json")
        try await expect("MANIFEST_GAP", vault, headIsTaken: true)
        var later = honest
        try later.deposit(1)
        try later.issue()
        for ending in ["", ".p7s"] {
            later.set(later["\(vault.folder)/4.json\(ending)"], at: "\(vault.folder)/3.json\(ending)")
        }
        try await expect("MANIFEST_GAP", later, headIsTaken: true)
    }

    @Test("log files that do not lead to the checkpoint are no fork: nobody signed them") func logFiles() async throws {
        let honest = try next()
        let tile = "tile/0/001.p/34"
        for change in [0, 1, 2] {
            var vault = honest
            var bytes = vault[tile]
            if change == 0 { bytes[3] ^= 1 }
            if change == 1 { bytes.removeLast() }
            vault.set(change == 2 ? nil : bytes, at: tile)
            try await expect("REPLICA_LOG_DIFFERS", vault)
        }
        // The files that did not fit are there for whoever has to decide.
        #expect(receiver.names().contains { $0.hasPrefix("evidence/") && $0.hasSuffix("/received-tile-0-001.p-34") })
        let bundle = "tile/entries/001.p/34"
        var vault = honest
        var bytes = vault[bundle]
        bytes.removeLast()
        vault.set(bytes, at: bundle)
        try await expect("REPLICA_LOG_DIFFERS", vault, headIsTaken: true)
    }

    @Test("a leaf that no entry names, changed in the log's files") func unnamedLeaf() async throws {
        var vault = before
        try vault.deposit(10)
        // Index 285 is withheld, so that its commitment is compared with nothing.
        try vault.issue { $0.remove(at: 5) }
        let bundle = "tile/entries/001.p/34"
        let text = String(decoding: try #require(vault.records[285]).leaf.bytes, as: UTF8.self)
        let served = String(decoding: vault[bundle], as: UTF8.self)
        let changed = served.replacingOccurrences(of: text, with: text.replacing("\"v\":1", with: "\"v\":2"))
        #expect(changed != served)
        vault.set(Array(changed.utf8), at: bundle)
        try await expect("REPLICA_LOG_DIFFERS", vault, headIsTaken: true)
    }

    @Test("a seal by another key, a checkpoint by another key") func keys() async throws {
        let stranger = try PublishingVault()
        var vault = try next()
        let head = "\(vault.folder)/head.json"
        vault.set(try stranger.seal.sign(vault[head]), at: head + ".p7s")
        try await expect("MANIFEST_UNKNOWN_KEY", vault)
        vault = try next()
        vault.set(vault["\(vault.folder)/3.json.p7s"], at: head + ".p7s")
        try await expect("MANIFEST_BAD_SIGNATURE", vault)

        let checkpoint = Checkpoint(
            origin: PublishingVault.origin, size: vault.frontier.size, root: vault.frontier.root
        ).signed(by: stranger.logKey).bytes
        let forged = try ManifestHead(
            vault: PublishingVault.id, chain: .all, checkpoint: checkpoint, last: nil, madeAt: vault.clock)
        vault.set(forged.bytes, at: head)
        vault.set(try vault.seal.sign(forged.bytes), at: head + ".p7s")
        try await expect("MANIFEST_UNKNOWN_KEY", vault)
    }

    @Test("a manifest for another audience, of another scope") func audience() async throws {
        for (audience, scope, code) in [
            ("thue", "all", "MANIFEST_WRONG_AUDIENCE"), ("all", "thue", "MANIFEST_WRONG_SCOPE"),
        ] {
            let chain = try #require(ManifestChain(audience: audience, scope: scope))
            var vault = try next()
            let head = try ManifestHead(
                vault: PublishingVault.id, chain: chain, checkpoint: vault.checkpoint, last: nil, madeAt: vault.clock)
            vault.set(head.bytes, at: "\(vault.folder)/head.json")
            vault.set(try vault.seal.sign(head.bytes), at: "\(vault.folder)/head.json.p7s")
            try await expect(code, vault)
        }
    }

    @Test("another vault where this one was; one that is not pinned; a vault.json of nobody") func identity()
        async throws
    {
        var vault = try next()
        let identity = try VaultIdentity(bytes: vault["vault.json"])
        func changed(_ id: String, madeAt: Instant) throws -> VaultIdentity {
            try VaultIdentity(
                id: id, origin: identity.origin, seals: identity.seals, logKeys: identity.logKeys, madeAt: madeAt)
        }
        try vault.publish(changed("ffffffffffffffffffffffffffffffff", madeAt: identity.madeAt))
        try await expect("REPLICA_OTHER_VAULT", vault)
        try vault.publish(changed(identity.id, madeAt: identity.madeAt.adding(seconds: -1)))
        try await expect("REPLICA_IDENTITY_REFUSED", vault)
        vault = try next()
        vault.set(try PublishingVault().seal.sign(vault["vault.json"]), at: "vault.json.p7s")
        try await expect("REPLICA_IDENTITY_REFUSED", vault)

        // A log key in it whose range ended long ago.
        vault = try next()
        try vault.publish(
            VaultIdentity(
                id: identity.id, origin: identity.origin, seals: identity.seals,
                logKeys: [LogKeyRange(key: identity.logKeys[0].key, from: 0, until: 285)],
                madeAt: identity.madeAt.adding(seconds: 1)))
        let refusal = try await receiver.refusal(vault, pinning: before)
        #expect(refusal?.code == "REPLICA_KEY_OUT_OF_RANGE" && refusal?.isAttack == true)

        let fresh = try Receiver()
        let unpinned = try await fresh.refusal(PublishingVault(), pinning: before)
        #expect(unpinned?.isAttack == true || unpinned?.code == "REPLICA_IDENTITY_REFUSED")
    }

    @Test("a document's file that is not the one of its record: shorter, longer, or another") func content()
        async throws
    {
        let document = try #require(before.records[3]?.shared.document)
        let path = "v1/documents/\(document.document.text)/1/files/0"
        for bytes in [before[path].dropLast(), before[path] + [0], before[path].reversed()] {
            var vault = before
            vault.set(Array(bytes), at: path)
            let refusal = try await receiver.refusal(vault, pinning: before, content: true)
            #expect(refusal?.code == "REPLICA_CONTENT_DIFFERS" && refusal?.isAttack == true)
            let digest = document.files[0].digest.hexadecimal
            #expect(!receiver.names().contains("objects/\(digest.prefix(2))/\(digest)"))
        }
        var vault = before
        vault.set(nil, at: path)
        #expect(try await receiver.refusal(vault, content: true)?.code == "REPLICA_CONTENT_WITHHELD")
    }

    @Test("the same manifest, written before a kill, is taken again") func sameLeftover() async throws {
        let vault = try next()
        let path = "\(vault.folder)/3"
        try await write(vault[path + ".json"], vault[path + ".json.p7s"])
        #expect(try await receiver.pull(vault).manifests == 1)
    }

    private func write(_ bytes: [UInt8], _ seal: [UInt8]) async throws {
        let folder = try await ReplicaFolder.open(receiver.path, writes: true)
        try await folder.write(seal, to: .manifestSeal(3))
        try await folder.write(bytes, to: .manifest(3))
    }

    @Test("another manifest by the same seal, written before a kill: fork") func otherLeftover() async throws {
        let one = try next()
        let path = "\(one.folder)/3"
        try await write(one[path + ".json"], one[path + ".json.p7s"])
        var other = before
        try other.deposit(10)
        try other.issue { $0.removeLast() }
        let refusal = try await receiver.refusal(other, pinning: before)
        #expect(refusal?.code == "MANIFEST_FORK")
    }

    @Test("what a head named is remembered, though its manifest never came: rollback and fork") func namedByAHead()
        async throws
    {
        // The log grows, and two manifests are told of that the receiver does not get.
        var honest = before
        try honest.deposit(10)
        try honest.issue()
        let early = honest
        try honest.deposit(1)
        try honest.issue()
        var cut = honest
        cut.set(nil, at: "\(cut.folder)/3.json")
        #expect(try await receiver.refusal(cut, pinning: before)?.code == "MANIFEST_GAP")

        // The same log, with fewer manifests than were told of.
        var fewer = honest
        try fewer.issueHead(naming: early.last.map { .init(sequence: $0.sequence, digest: $0.digest) })
        #expect(try await receiver.refusal(fewer, pinning: before)?.code == "MANIFEST_ROLLBACK")
        // The same log, and another last manifest.
        var other = honest
        try other.issueHead(naming: .init(sequence: 4, digest: .sha256(of: [UInt8(7)])))
        #expect(try await receiver.refusal(other, pinning: before)?.code == "MANIFEST_FORK")
        #expect(try await receiver.pull(honest).sequence == 4)
    }

    @Test("more bodies called erased than can be remembered are refused, and the state is still read")
    func unprovenIsBounded() async throws {
        var vault = before
        try vault.deposit(4)
        try vault.issue()
        try vault.erase([280, 281, 282], telling: false)
        try vault.issueHead()
        await #expect(throws: ReplicaRefusal.self) {
            _ = try await receiver.pull(vault, pinning: before, unprovenLimit: 2)
        }
        let state = try ReplicaState(bytes: try #require(try receiver.files()["state.json"]))
        #expect(state.manifests.last?.sequence == 2 && state.unproven.isEmpty)
        #expect(try await receiver.pull(vault, pinning: before, unprovenLimit: 3).unproven == 3)
    }

    @Test("a head that is not there is no end of a chain that was seen") func headAbsent() async throws {
        var vault = before
        vault.set(nil, at: "\(vault.folder)/head.json")
        await #expect(throws: ReplicaSourceError(.absent, code: "SOURCE_HAS_NOT")) {
            _ = try await receiver.pull(vault)
        }
        let fresh = try Receiver()
        #expect(try await fresh.refusal(vault)?.code == "REPLICA_CHAIN_MISSING")
    }

    @Test("evidence does not fill the disk") func evidenceIsBounded() async throws {
        for number in 0..<105 {
            var vault = before
            vault.set(vault["vault.json"] + Array(String(number).utf8), at: "vault.json")
            _ = try await receiver.refusal(vault, pinning: before)
        }
        #expect(receiver.names().filter { $0.hasSuffix("/README") }.count == 100)
        // Who filled it so hides no fork, which takes the vault's own keys.
        let refusal = try await receiver.refusal(otherStory(), pinning: before)
        #expect(refusal?.code == "MANIFEST_FORK" && refusal?.evidence != nil)
    }

    @Test("evidence that a kill cut short is made whole the next time") func evidenceIsWhole() async throws {
        let vault = try otherStory()
        let first = try #require(try await receiver.refusal(vault, pinning: before)?.evidence)
        try FileManager.default.removeItem(atPath: first + "/README")
        let second = try #require(try await receiver.refusal(vault, pinning: before)?.evidence)
        #expect(FileManager.default.fileExists(atPath: second + "/README"))
    }

    @Test("where a manifest differs from the log, both sides are evidence") func leafEvidence() async throws {
        var vault = before
        try vault.deposit(10)
        try vault.issue { $0[4] = .init(index: $0[4].index, commitment: $0[5].commitment) }
        let evidence = try #require(try await receiver.refusal(vault, pinning: before)?.evidence)
        let leaf = try #require(FileManager.default.contents(atPath: evidence + "/received-leaf-284"))
        #expect(Array(leaf) == vault.records[284]?.leaf.bytes)
    }
}
