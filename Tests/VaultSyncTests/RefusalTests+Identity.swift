import PKI
import Testing
import TransparencyLog
import VaultCore

@testable import VaultSync

/// Who signed, and of what it is.
extension RefusalTests {
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

    @Test("files that are not given are asked for again the next time, until they are there")
    func withheld() async throws {
        var vault = before
        let paths = vault.files.keys.filter { $0.hasPrefix("v1/documents/") }
        for path in paths { vault.set(nil, at: path) }
        for _ in 0..<2 {
            let refusal = try await receiver.refusal(vault, content: true)
            #expect(refusal?.code == "REPLICA_CONTENT_WITHHELD" && refusal?.facts["count"] == "280")
        }
        let state = try ReplicaState(bytes: try #require(try receiver.files()["state.json"]))
        #expect(state.withheld.map(\.sequence) == [1, 2] && state.withheld.map(\.files) == [270, 10])
        // Whoever looks often does not ask each time, and knows what is missing all the same.
        let report = try await receiver.pull(before, content: true, asksAgain: false)
        #expect(report.files == 0 && report.withheldFiles == 280)
        let again = try await receiver.pull(before, content: true)
        #expect(again.files == 280 && again.withheldFiles == 0)
        let whole = try Receiver()
        _ = try await whole.pull(before, content: true)
        #expect(try receiver.files() == whole.files())
    }

    @Test("a seal that the vault took in place of the pinned one is named so, and nothing under it is taken")
    func sealNotPinned() async throws {
        var vault = before
        try vault.renewSeal()
        // As `kho rotate seal` leaves it: the old seal and the new one.
        let identity = try VaultIdentity(bytes: vault["vault.json"])
        vault.set(
            try SignedData.joining([vault.oldSeal.sign(identity.bytes), vault.seal.sign(identity.bytes)]),
            at: "vault.json.p7s")
        try vault.deposit(10)
        try vault.issue()
        let unknown = try await receiver.refusal(vault, pinning: before)
        #expect(unknown?.code == "REPLICA_KEY_NOT_PINNED" && unknown?.isAttack == false)
        #expect(!receiver.names().contains("manifests/3.json"))
        // Pinned, it is followed.
        #expect(try await receiver.pull(vault).sequence == 3)
        // Who has a new key alone is not the vault.
        var alone = try next()
        try alone.renewSeal()
        try alone.issueHead()
        let fresh = try Receiver()
        let refusal = try await fresh.refusal(alone, pinning: before)
        #expect(refusal?.code == "REPLICA_IDENTITY_REFUSED" && refusal?.isAttack == true)
    }

    @Test("a log key of the vault that is not in log.policy any more is named so, and proves nobody false")
    func logKeyNotPinned() async throws {
        var vault = before
        try vault.renewLogKey()
        try vault.deposit(10)
        try vault.issue()
        // Not known yet.
        let unknown = try await receiver.refusal(vault, pinning: before)
        #expect(unknown?.code == "REPLICA_KEY_NOT_PINNED" && unknown?.isAttack == false)
        #expect(try await receiver.pull(vault).manifests == 1)
        try vault.deposit(1)
        try vault.issue()
        // Taken out again: whoever is past its time goes on, whoever begins is told.
        var narrow = vault
        narrow.pinnedLogKeys = [vault.logKey.verifierKey]
        #expect(try await receiver.pull(narrow).manifests == 1)
        let fresh = try await Receiver().refusal(narrow)
        #expect(fresh?.code == "REPLICA_KEY_NOT_PINNED" && fresh?.isAttack == false)
        // The same for whoever stands before it.
        let behind = try Receiver()
        _ = try await behind.pull(before)
        #expect(try await behind.pull(narrow).sequence == 4)
    }
}
