import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@Suite("Following a chain of manifests")
struct ManifestVerifierTests {
    /// Two manifests over five records, the third pending.
    struct Two {
        var vault: MintedManifests
        let first: Manifest
        let second: Manifest
        let state: ManifestState

        init() throws {
            vault = try MintedManifests()
            try vault.append(2)
            try vault.append(1, status: .pending)
            first = try vault.manifest()
            (_, state) = try vault.verifier().accept(
                vault.sealed(first.bytes), after: nil, at: MintedPKI.now, consistency: vault.consistency)
            try vault.append(2)
            second = try vault.manifest(after: first)
        }

        func accept(
            _ manifest: Manifest, after state: ManifestState?, at time: Instant = MintedPKI.now
        ) throws -> ManifestState {
            try vault.verifier().accept(
                vault.sealed(manifest.bytes), after: state, at: time, consistency: vault.consistency
            ).state
        }
    }

    private func code(_ body: () throws -> Void) -> ManifestError.Code? {
        do {
            try body()
            return nil
        } catch let error as ManifestError {
            return error.code
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }

    @Test("one after the other is accepted, and the pending record is named as withheld")
    func inOrder() throws {
        let two = try Two()
        #expect(two.first.withheld == [2])
        let next = try two.accept(two.second, after: two.state)
        #expect(next.last?.sequence == 2)
        #expect(next.to == 5)
        #expect(try ManifestState(bytes: next.bytes) == next)
        #expect(try two.accept(two.second, after: next) == next, "the same once more changes nothing")
    }

    @Test("an older manifest is a rollback")
    func rollback() throws {
        let two = try Two()
        let next = try two.accept(two.second, after: two.state)
        #expect(code { _ = try two.accept(two.first, after: next) } == .rollback)
    }

    @Test("a manifest that skips one is a gap, also for a receiver that begins")
    func gap() throws {
        var two = try Two()
        try two.vault.append(1)
        let third = try two.vault.manifest(after: two.second)
        #expect(code { _ = try two.accept(third, after: two.state) } == .gap)
        #expect(code { _ = try two.accept(two.second, after: nil) } == .gap)
    }

    @Test("another manifest of the same number, or one chained to another, is a fork")
    func fork() throws {
        var two = try Two()
        let next = try two.accept(two.second, after: two.state)
        try two.vault.append(1)
        let otherSecond = try two.vault.manifest(after: two.first)
        #expect(code { _ = try two.accept(otherSecond, after: next) } == .fork)
        let chained = try Manifest(
            vault: MintedManifests.id, chain: .all, sequence: 3, previous: otherSecond.digest, from: 5, to: 6,
            checkpoint: two.vault.checkpoint,
            entries: [.init(index: 5, commitment: two.vault.records[5].leaf.commitment)], withheld: [])
        #expect(code { _ = try two.accept(chained, after: next) } == .fork)
    }

    @Test("a checkpoint that does not continue the one seen is a fork")
    func forkedLog() throws {
        let two = try Two()
        var other = try MintedManifests()
        try other.append(5)
        let forged = Checkpoint(origin: MintedManifests.origin, size: 5, root: other.frontier.root)
            .signed(by: two.vault.logKey).bytes
        let second = try two.vault.manifest(after: two.first, checkpoint: forged)
        #expect(
            code {
                _ = try two.vault.verifier().accept(
                    two.vault.sealed(second.bytes), after: two.state, at: MintedPKI.now, consistency: other.consistency)
            } == .fork)
    }

    @Test("a manifest for another audience, scope or vault is refused by that name")
    func address() throws {
        let two = try Two()
        let chain = try #require(ManifestChain(audience: "thue"))
        #expect(code { _ = try two.accept(two.vault.manifest(chain: chain), after: nil) } == .wrongAudience)
        let newer = try #require(ManifestChain(audience: "all", scopeVersion: 2))
        #expect(code { _ = try two.accept(two.vault.manifest(chain: newer), after: nil) } == .wrongScope)
        let foreign = try two.vault.manifest(vault: "ff0102030405060708090a0b0c0d0e0f")
        #expect(code { _ = try two.accept(foreign, after: nil) } == .wrongVault)
    }

    @Test("a seal by anybody who is not pinned is an unknown key")
    func unknownSeal() throws {
        let two = try Two()
        for (name, stranger) in try two.vault.strangers() {
            let sealed = try two.vault.sealed(two.first.bytes, by: stranger)
            let found = code {
                _ = try two.vault.verifier().accept(
                    sealed, after: nil, at: MintedPKI.now, consistency: two.vault.consistency)
            }
            #expect(found == .unknownKey, "\(name)")
        }
    }

    @Test("a checkpoint by another log key is an unknown key")
    func unknownLogKey() throws {
        let two = try Two()
        let key = try #require(NoteSigningKey.generate(name: MintedManifests.origin))
        let note = Checkpoint(
            origin: MintedManifests.origin, size: two.vault.frontier.size, root: two.vault.frontier.root
        ).signed(by: key).bytes
        #expect(code { _ = try two.accept(two.vault.manifest(checkpoint: note), after: nil) } == .unknownKey)
    }

    @Test("a seal over other bytes is a bad signature, after its certificate's end an expired seal")
    func badSeal() throws {
        let two = try Two()
        let sealed = SealedDocument(bytes: two.second.bytes, seal: try two.vault.seal.sign(two.first.bytes))
        #expect(
            code {
                _ = try two.vault.verifier().accept(
                    sealed, after: two.state, at: MintedPKI.now, consistency: two.vault.consistency)
            } == .badSignature)
        let later = MintedPKI.now.adding(seconds: 366 * MintedPKI.day)
        #expect(code { _ = try two.accept(two.first, after: nil, at: later) } == .sealExpired)
    }

    @Test("an expired seal is no obstacle where today's head leads to the manifest, and to no other bytes")
    func vouchedFor() throws {
        let two = try Two()
        func accept(_ vouched: Digest?, at days: Int64, seal: [UInt8]? = nil) throws {
            var sealed = try two.vault.sealed(two.first.bytes)
            if let seal { sealed = SealedDocument(bytes: sealed.bytes, seal: seal) }
            _ = try two.vault.verifier().accept(
                sealed, after: nil, at: MintedPKI.now.adding(seconds: days * MintedPKI.day), vouched: vouched,
                consistency: two.vault.consistency)
        }
        try accept(two.first.digest, at: 366)
        #expect(code { try accept(nil, at: 366) } == .sealExpired)
        #expect(code { try accept(two.second.digest, at: 366) } == .sealExpired)
        // A clock before the certificate's time is wrong, whoever vouches.
        #expect(code { try accept(two.first.digest, at: -40_000) } == .sealExpired)
        // The signature is checked all the same.
        let other = try two.vault.seal.sign(two.second.bytes)
        #expect(code { try accept(two.first.digest, at: 366, seal: other) } == .badSignature)
    }

    @Test("bytes that are not canonical are refused, though sealed")
    func notCanonical() throws {
        let two = try Two()
        let bytes = two.first.bytes + [UInt8(ascii: "\n")]
        #expect(
            code {
                _ = try two.vault.verifier().accept(
                    two.vault.sealed(bytes), after: nil, at: MintedPKI.now, consistency: two.vault.consistency)
            } == .notCanonical)
    }

    @Test("a body is checked by its commitment alone")
    func bodies() throws {
        let two = try Two()
        let body = ManifestBody(two.vault.records[0])
        #expect(try ManifestBody(bytes: body.bytes) == body)
        #expect(try two.first.check(body)?.document?.name == "Giấy tờ 0")
        #expect(code { _ = try two.first.check(ManifestBody(two.vault.records[2])) } == .unknownIndex)
        #expect(code { _ = try two.first.check(ManifestBody(two.vault.records[3])) } == .unknownIndex)
        guard case .record(let shared, let salt, let hash) = body.content else { return }
        var changed = shared
        changed[20] ^= 1
        for content: ManifestBody.Content in [
            .record(shared: changed, salt: salt, privateHash: hash),
            .record(shared: shared, salt: try #require(Salt([UInt8](repeating: 9, count: 32))), privateHash: hash),
            .record(shared: shared, salt: salt, privateHash: .sha256(of: [UInt8(1)])),
        ] {
            #expect(code { _ = try two.first.check(ManifestBody(index: 0, content: content)) } == .badCommitment)
        }
        let erased = try ManifestBody(bytes: ManifestBody(index: 1, content: .erased).bytes)
        #expect(try two.first.check(erased) == nil)
    }

    @Test("a checkpoint that is not witnessed as the receiver's policy asks is refused")
    func notWitnessed() throws {
        let two = try Two()
        let witness = try #require(NoteSigningKey.generate(name: "witness.example"))
        let key = try #require(
            NoteVerifierKey(
                name: "witness.example", algorithm: .cosignatureV1, publicKey: witness.verifierKey.publicKey))
        let policy = try LogPolicy(
            parsing: "log \(two.vault.logKey.verifierKey.text)\nwitness W \(key.text)\nquorum W\n")
        let pinned = PinnedVault(id: MintedManifests.id, seals: [two.vault.sealIdentity.certificate], policy: policy)
        #expect(
            code {
                _ = try ManifestVerifier(vault: pinned, chain: .all).accept(
                    two.vault.sealed(two.first.bytes), after: nil, at: MintedPKI.now,
                    consistency: two.vault.consistency)
            } == .notWitnessed)
    }
}
