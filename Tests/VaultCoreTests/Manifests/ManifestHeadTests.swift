import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@Suite("Heads of manifest chains")
struct ManifestHeadTests {
    private let two: ManifestVerifierTests.Two

    init() throws { two = try .init() }

    private func accept(
        _ head: SealedDocument, after state: ManifestState?, at time: Instant = MintedPKI.now
    ) throws -> (ManifestHead, ManifestState) {
        try two.vault.verifier().accept(head: head, after: state, at: time, consistency: two.vault.consistency)
    }

    private func code(_ body: () throws -> Void) -> ManifestError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? ManifestError)?.code
        }
    }

    @Test("a fresh head is accepted, and tells that there is more")
    func fresh() throws {
        let (head, state) = try accept(two.vault.head(last: two.second), after: two.state)
        #expect(head.last?.sequence == 2)
        #expect(state.last?.sequence == 1)
        // Following up after the head: the manifest's tree is the one of the head.
        let next = try two.accept(two.second, after: state)
        #expect(next.last?.sequence == 2)
    }

    @Test("a manifest whose tree is older than the head's is still followed")
    func catchingUp() throws {
        var two = two
        try two.vault.append(3)
        let head = try two.vault.head(last: two.second)
        let (_, state) = try two.vault.verifier().accept(
            head: head, after: two.state, at: MintedPKI.now, consistency: two.vault.consistency)
        #expect(try two.accept(two.second, after: state).to == 5)
    }

    @Test("five minutes later it is stale; made after now it is from the future")
    func stale() throws {
        let head = try two.vault.head(last: two.second)
        #expect(code { _ = try accept(head, after: nil, at: MintedPKI.now.adding(seconds: 300)) } == nil)
        #expect(code { _ = try accept(head, after: nil, at: MintedPKI.now.adding(seconds: 301)) } == .staleHead)
        #expect(code { _ = try accept(head, after: nil, at: MintedPKI.now.adding(seconds: -61)) } == .headFromTheFuture)
    }

    @Test("a head that was made when another seal had taken the place of its own is refused")
    func endedSeal() throws {
        let head = try two.vault.head(last: two.second)
        let known = try two.vault.pinned()
        func accepted(endedAt end: Instant) -> ManifestError.Code? {
            code {
                let identity = try VaultIdentity(
                    id: MintedManifests.id, origin: MintedManifests.origin,
                    seals: known.seals.map { SealCertificate(der: $0, notBefore: .now(), notAfter: end) },
                    logKeys: [LogKeyRange(key: two.vault.logKey.verifierKey, from: 0)], madeAt: MintedPKI.now)
                let vault = PinnedVault(id: known.id, seals: known.seals, policy: known.policy, identity: identity)
                _ = try ManifestVerifier(vault: vault, chain: .all).accept(
                    head: head, after: two.state, at: MintedPKI.now, consistency: two.vault.consistency)
            }
        }
        // One that was made while the vault changed its seal.
        #expect(accepted(endedAt: MintedPKI.now.adding(seconds: -60)) == nil)
        #expect(accepted(endedAt: MintedPKI.now.adding(seconds: -61)) == .sealExpired)
    }

    @Test("a compromised key's line counts for nothing, and takes nothing from the good one's beside it")
    func compromisedLine() throws {
        let known = try two.vault.pinned()
        let old = two.vault.logKey
        let new = try #require(NoteSigningKey.generate(name: MintedManifests.origin))
        let identity = try VaultIdentity(
            id: MintedManifests.id, origin: MintedManifests.origin,
            seals: known.seals.map {
                SealCertificate(
                    der: $0, notBefore: MintedPKI.now, notAfter: MintedPKI.now.adding(seconds: MintedPKI.day))
            },
            logKeys: [
                LogKeyRange(key: old.verifierKey, from: 0, until: 1, isCompromised: true),
                LogKeyRange(key: new.verifierKey, from: 1),
            ], madeAt: MintedPKI.now)
        let logs = [old, new].map { "log \($0.verifierKey.text)\n" }.joined()
        let vault = PinnedVault(
            id: known.id, seals: known.seals, policy: try LogPolicy(parsing: logs + "quorum none\n"),
            identity: identity)
        let tree = Checkpoint(
            origin: MintedManifests.origin, size: two.vault.frontier.size, root: two.vault.frontier.root)
        func outcome(_ note: SignedNote) -> ManifestError.Code? {
            code {
                let head = try ManifestHead(
                    vault: MintedManifests.id, chain: .all, checkpoint: note.bytes, last: nil, madeAt: MintedPKI.now)
                _ = try ManifestVerifier(vault: vault, chain: .all).accept(
                    head: two.vault.sealed(head.bytes), after: nil, at: MintedPKI.now,
                    consistency: two.vault.consistency)
            }
        }
        #expect(outcome(tree.signed(by: old)) == .unknownKey)
        #expect(outcome(tree.signed(by: new)) == nil)
        #expect(outcome(tree.signed(by: old).joining([new.sign(tree.text)])) == nil)
    }

    @Test("a head that would count for longer than five minutes is no head")
    func lifetime() throws {
        #expect(throws: ManifestError(.malformed, ["field": "freshUntil"])) {
            try ManifestHead(
                vault: MintedManifests.id, chain: .all, checkpoint: two.vault.checkpoint, last: nil,
                madeAt: MintedPKI.now, lifetime: 301)
        }
    }

    @Test("a head with an older manifest, or none, is a rollback; with another one of the same number a fork")
    func rollbackAndFork() throws {
        let next = try two.accept(two.second, after: two.state)
        #expect(code { _ = try accept(two.vault.head(last: two.first), after: next) } == .rollback)
        #expect(code { _ = try accept(two.vault.head(last: nil), after: next) } == .rollback)
        let other = try two.vault.manifest(after: two.first) {
            $0[0] = .init(index: 3, commitment: .sha256(of: [UInt8(7)]))
        }
        #expect(code { _ = try accept(two.vault.head(last: other), after: next) } == .fork)
    }

    @Test("a head over a smaller tree is a rollback")
    func smallerTree() throws {
        let early = try two.vault.head(last: two.second)
        var grown = two
        try grown.vault.append(1)
        let (_, state) = try grown.vault.verifier().accept(
            head: grown.vault.head(last: two.second), after: two.state, at: MintedPKI.now,
            consistency: grown.vault.consistency)
        #expect(
            code {
                _ = try grown.vault.verifier().accept(
                    head: early, after: state, at: MintedPKI.now, consistency: grown.vault.consistency)
            } == .rollback)
    }

    @Test("a head for another audience, or by another seal, is refused by that name")
    func address() throws {
        let chain = try #require(ManifestChain(audience: "thue"))
        #expect(code { _ = try accept(two.vault.head(last: nil, chain: chain), after: nil) } == .wrongAudience)
        for (_, stranger) in try two.vault.strangers() {
            let head = try two.vault.head(last: two.second)
            let forged = try two.vault.sealed(head.bytes, by: stranger)
            #expect(code { _ = try accept(forged, after: nil) } == .unknownKey)
        }
    }
}
