public import PKI
import TransparencyLog

/// Issues the manifests of one chain: the next ones for what the log has gained, and heads.
public struct ManifestIssuer: Sendable {
    private let identity: VaultIdentity
    private let chain: ManifestChain
    private let seal: any Seal
    private let records: any RecordStore
    private let store: any ManifestStore

    /// - Parameter chain: of the scope `all`.
    public init(
        identity: VaultIdentity, chain: ManifestChain = .all, seal: any Seal, records: any RecordStore,
        store: any ManifestStore
    ) {
        self.identity = identity
        self.chain = chain
        self.seal = seal
        self.records = records
        self.store = store
    }

    /// Issues what is missing up to the committed state, and then a head.
    ///
    /// One process at a time issues, by the sequencing lease.
    /// - Returns: the new manifests, and the head.
    /// - Throws: `INTEGRITY_FAILURE` where the last manifest or a record is not what it was; what the stores and the
    ///   seal throw.
    @discardableResult
    public func issue(at time: Instant) async throws -> (manifests: [Manifest], head: ManifestHead) {
        let lease = try await records.lease()
        defer { lease.release() }
        let state = try await records.state()
        var last = try await lastManifest()
        var issued: [Manifest] = []
        // From the first manifest on there is always a head, so that one that is missing was taken away.
        if last == nil, state.size > 0 { try await replaceHead(nil, state: state, at: time) }
        while (last?.to ?? 0) < state.size {
            let next = try await manifest(after: last, state: state)
            let sealed = SealedDocument(bytes: next.bytes, seal: try seal.sign(next.bytes))
            try await store.keep(sealed, sequence: next.sequence)
            issued.append(next)
            last = next
        }
        return (issued, try await replaceHead(last, state: state, at: time))
    }

    @discardableResult
    private func replaceHead(_ last: Manifest?, state: LogState, at time: Instant) async throws -> ManifestHead {
        let head = try ManifestHead(
            vault: identity.id, chain: chain, checkpoint: state.checkpoint,
            last: last.map { .init(sequence: $0.sequence, digest: $0.digest) }, madeAt: time)
        try await store.replace(head: SealedDocument(bytes: head.bytes, seal: try seal.sign(head.bytes)))
        return head
    }

    private func lastManifest() async throws -> Manifest? {
        guard let sequence = try await store.lastSequence() else { return nil }
        func damaged() -> VaultError {
            VaultError(.integrity, ["part": "manifest", "sequence": String(sequence)])
        }
        guard let sealed = try await store.manifest(sequence), let manifest = try? Manifest(bytes: sealed.bytes),
            manifest.sequence == sequence, manifest.chain == chain, manifest.vault == identity.id
        else { throw damaged() }
        // What the next one is chained to must be what this vault sealed; an expired seal is still its own.
        do {
            try PinnedSeals().verify(
                sealed.seal, of: sealed.bytes, certificates: identity.seals.map(\.der))
        } catch {
            throw damaged()
        }
        return manifest
    }

    private func manifest(after last: Manifest?, state: LogState) async throws -> Manifest {
        let from = last?.to ?? 0
        let to = min(state.size, from + Manifest.maximumEntries)
        var entries: [Manifest.Entry] = []
        var withheld: [UInt64] = []
        for entry in try await records.entries(from..<to) {
            guard let record = entry.record else {
                withheld.append(entry.index)
                continue
            }
            guard record.commitment == record.leaf.commitment else {
                throw VaultError(.integrity, ["part": "record", "index": String(record.index)])
            }
            if record.leaf.type == .record, record.shared.isPublished {
                entries.append(.init(index: record.index, commitment: record.leaf.commitment))
            } else {
                withheld.append(record.index)
            }
        }
        return try Manifest(
            vault: identity.id, chain: chain, sequence: (last?.sequence ?? 0) + 1, previous: last?.digest, from: from,
            to: to, checkpoint: state.checkpoint, entries: entries, withheld: withheld)
    }
}
