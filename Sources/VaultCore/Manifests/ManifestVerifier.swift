public import PKI
public import TransparencyLog

/// The receiver's side of a chain of manifests: what it accepts, and what it refuses by name (design.md section 6).
///
/// For example:
///
///     let verifier = ManifestVerifier(vault: pinned, chain: .all)
///     let (manifest, next) = try verifier.accept(sealed, after: state, at: .now(), consistency: proof)
///     let document = try manifest.check(body)
public struct ManifestVerifier: Sendable {
    /// Gives the proof that the tree of the second size begins with that of the first; from the log's tiles.
    public typealias Consistency = (_ from: UInt64, _ to: UInt64) throws -> [MerkleHash]

    let vault: PinnedVault
    let chain: ManifestChain

    public init(vault: PinnedVault, chain: ManifestChain) {
        self.vault = vault
        self.chain = chain
    }

    /// Accepts the next manifest of the chain.
    ///
    /// The same manifest once more is accepted and changes nothing.
    /// - Parameters:
    ///   - state: what was accepted before; nil for a receiver that begins, at the first manifest.
    ///   - time: what the clock says; a seal that has expired by then counts no more (`openssl`'s `-attime`), unless the
    ///     manifest is vouched for.
    ///   - vouched: the digest of the manifest of this number, by the unbroken chain of `previous` from a head that was
    ///     accepted with today's clock. Its own seal is then judged at the last moment of its certificate.
    /// - Throws: `ManifestError`; what `consistency` throws.
    public func accept(
        _ sealed: SealedDocument, after state: ManifestState?, at time: Instant, vouched: Digest? = nil,
        consistency: Consistency
    ) throws -> (manifest: Manifest, state: ManifestState) {
        try checkSeal(sealed, at: time, vouched: vouched)
        let manifest = try Manifest(bytes: sealed.bytes)
        try checkAddress(vault: manifest.vault, chain: manifest.chain)
        let checkpoint = try checkCheckpoint(ofManifest: manifest.checkpoint, after: state)
        try checkState(state)
        let seen = state?.last?.sequence ?? 0
        let facts = ["sequence": String(manifest.sequence), "seen": String(seen)]
        if let state, manifest.sequence <= seen {
            guard manifest.sequence == seen else { throw ManifestError(.rollback, facts) }
            guard manifest.digest == state.last?.digest else { throw ManifestError(.fork, facts) }
            return (manifest, state)
        }
        guard manifest.sequence == seen + 1 else { throw ManifestError(.gap, facts) }
        guard manifest.previous == state?.last?.digest else { throw ManifestError(.fork, facts) }
        let to = state?.to ?? 0
        let range = ["from": String(manifest.from), "seen": String(to)]
        guard manifest.from <= to else { throw ManifestError(.gap, range) }
        guard manifest.from == to else { throw ManifestError(.fork, range) }
        let newest = try newer(checkpoint, manifest.checkpoint, than: state, isManifest: true, consistency)
        return (
            manifest,
            ManifestState(
                vault: vault.id, chain: chain, last: .init(sequence: manifest.sequence, digest: manifest.digest),
                to: manifest.to, checkpoint: newest)
        )
    }

    /// Accepts a head: the chain's newest state, as of a few minutes ago at most.
    ///
    /// - Returns: the head, and the state with its checkpoint. Where `head.last` is newer than `state.last`, the
    ///   manifests between are to be fetched.
    /// - Throws: `ManifestError`; what `consistency` throws.
    public func accept(
        head sealed: SealedDocument, after state: ManifestState?, at time: Instant, consistency: Consistency
    ) throws -> (head: ManifestHead, state: ManifestState) {
        let seal = try checkSeal(sealed, at: time)
        let head = try ManifestHead(bytes: sealed.bytes)
        try checkAddress(vault: head.vault, chain: head.chain)
        // What it sealed before it was replaced stays good; a head is always new, and who has the old key could hold one back.
        guard !vault.hasEnded(seal, before: head.madeAt.adding(seconds: -Self.clockDifference)) else {
            throw ManifestError(.sealExpired, ["time": head.madeAt.description])
        }
        let checkpoint = try checkCheckpoint(head.checkpoint)
        try checkState(state)
        let times = ["madeAt": head.madeAt.description, "freshUntil": head.freshUntil.description]
        guard time <= head.freshUntil else { throw ManifestError(.staleHead, times) }
        guard head.madeAt <= time.adding(seconds: Self.clockDifference) else {
            throw ManifestError(.headFromTheFuture, times)
        }
        if let seen = state?.last {
            let facts = ["sequence": String(head.last?.sequence ?? 0), "seen": String(seen.sequence)]
            guard let last = head.last, last.sequence >= seen.sequence else { throw ManifestError(.rollback, facts) }
            guard last.sequence > seen.sequence || last.digest == seen.digest else {
                throw ManifestError(.fork, facts)
            }
        }
        let newest = try newer(checkpoint, head.checkpoint, than: state, isManifest: false, consistency)
        return (
            head,
            ManifestState(vault: vault.id, chain: chain, last: state?.last, to: state?.to ?? 0, checkpoint: newest)
        )
    }

    /// By how much two clocks that are kept by NTP may differ, with room.
    static let clockDifference: Int64 = 60
}
