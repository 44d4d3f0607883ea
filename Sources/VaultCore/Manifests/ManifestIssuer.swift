public import PKI
import TransparencyLog

/// Issues the manifests of one chain: the next ones for what the log has gained, and heads.
///
/// The chain of the scope `all` has a manifest for everything that the log gains. A chain of another scope has one when
/// something in the scope came; where nothing did, after some thousand entries or a day (`Silence`), so that a receiver of
/// little is not sent a thousand empty lists. Between the two the head counts: whoever seals it has looked through the log
/// up to the head's checkpoint, and found nothing in the scope behind its last manifest.
public struct ManifestIssuer: Sendable {
    private let identity: VaultIdentity
    private let chain: ManifestChain
    private let seal: any Seal
    private let records: any RecordStore
    private let store: any ManifestStore
    private let selection: ManifestSelection
    private let silence: Silence

    /// How long a chain of a scope says nothing where nothing in the scope came.
    public struct Silence: Hashable, Sendable {
        /// Entries that no manifest has covered yet are looked through again each time: some tens of milliseconds.
        public var entries: UInt64
        /// By the times of the log's leaves.
        public var seconds: Int64

        public init(entries: UInt64 = 4096, seconds: Int64 = 86_400) {
            self.entries = max(1, min(entries, Manifest.maximumEntries))
            self.seconds = seconds
        }
    }

    /// - Parameter scope: what the chain's scope means.
    public init(
        identity: VaultIdentity, chain: ManifestChain, scope: ManifestScope, seal: any Seal, records: any RecordStore,
        catalogue: any Catalogue, store: any ManifestStore, silence: Silence = Silence()
    ) {
        self.identity = identity
        self.chain = chain
        self.seal = seal
        self.records = records
        self.store = store
        self.silence = silence
        selection = ManifestSelection(
            chain: chain, scope: scope, records: records, catalogue: catalogue, store: store)
    }

    /// Between two manifests of one call: depositors try for the lease every millisecond.
    private static let rest = Duration.milliseconds(20)

    /// Issues what is missing up to the committed state, and then a head. Where the vault wants a quorum of witnesses, it goes
    /// up to the newest tree that they have cosigned.
    ///
    /// One process at a time issues, by the sequencing lease, which is given back after each manifest: a chain that begins on
    /// a long log must not keep depositors waiting until all of it is told.
    /// - Parameters:
    ///   - headAge: a head that is younger, in seconds, and names the last manifest is left as it is.
    ///   - count: how many manifests at most; where there are so many and more may be missing, the head stays the one that
    ///     was there, since a new one would say that the log has been looked through.
    /// - Returns: the new manifests, and the head.
    /// - Throws: `INTEGRITY_FAILURE` where the last manifest or a record is not what it was; `WITNESSES_LAG` where the
    ///   witnesses have not cosigned what was told of already; what the stores and the seal throw.
    @discardableResult
    public func issue(
        at time: Instant, keepingHeadsYoungerThan headAge: Int64 = 0, atMost count: Int = .max
    ) async throws -> (manifests: [Manifest], head: ManifestHead) {
        var issued: [Manifest] = []
        while true {
            let (next, head) = try await turn(at: time, keepingHeadsYoungerThan: issued.isEmpty ? headAge : 0)
            if let next { issued.append(next) }
            if let head { return (issued, head) }
            if issued.count >= count, let sealed = try? await store.head(),
                let standing = try? ManifestHead(bytes: sealed.bytes)
            {
                return (issued, standing)
            }
            try await Task.sleep(for: Self.rest)
        }
    }

    /// Under the lease: the next manifest, where one is missing, and the head, where no more are.
    private func turn(
        at time: Instant, keepingHeadsYoungerThan headAge: Int64
    ) async throws -> (manifest: Manifest?, head: ManifestHead?) {
        let lease = try await records.lease()
        defer { lease.release() }
        let last = try await lastManifest()
        let tree = try await records.witnessed().tree(of: records.state(), told: told(last))
        // From the first manifest on there is always a head, so that one that is missing was taken away. Nothing was looked
        // through yet for this one, so that it counts at no time.
        if last == nil, tree.size > 0, (try? await store.head()) == nil {
            try await replaceHead(nil, tree: tree, at: time.adding(seconds: -2 * ManifestHead.maximumAge))
        }
        guard (last?.to ?? 0) < tree.size, let next = try await manifest(after: last, tree: tree) else {
            if let head = try await head(naming: last, youngerThan: headAge, at: time, tree) { return (nil, head) }
            return (nil, try await replaceHead(last, tree: tree, at: time))
        }
        let sealed = SealedDocument(bytes: next.bytes, seal: try seal.sign(next.bytes))
        try await store.keep(sealed, sequence: next.sequence)
        guard next.to == tree.size else { return (next, nil) }
        return (next, try await replaceHead(next, tree: tree, at: time))
    }

    /// The size of the tree that receivers were told of last, by a manifest or by a head.
    private func told(_ last: Manifest?) async throws -> UInt64 {
        let head = (try? await store.head()).flatMap { try? ManifestHead(bytes: $0.bytes) }
        let sizes = [last?.checkpoint, head?.checkpoint].compactMap { note in
            note.flatMap { try? LogReader(identity: identity, isOfOwnLog: true).checkpoint($0).size }
        }
        return sizes.max() ?? 0
    }

    /// The head that is there, where it may stay.
    private func head(
        naming last: Manifest?, youngerThan age: Int64, at time: Instant, _ tree: ToldTree
    ) async throws -> ManifestHead? {
        guard age > 0, let sealed = try? await store.head(), let head = try? ManifestHead(bytes: sealed.bytes),
            head.chain == chain, head.vault == identity.id, head.last?.digest == last?.digest,
            head.madeAt <= time, time < head.madeAt.adding(seconds: age),
            let seen = try? LogReader(identity: identity).checkpoint(head.checkpoint), seen.size <= tree.size,
            // One by a seal that has ended since is soon refused.
            let current = identity.currentSeal,
            (try? PinnedSeals().verify(sealed.seal, of: sealed.bytes, certificates: [current.der])) != nil
        else { return nil }
        return head
    }

    @discardableResult
    private func replaceHead(_ last: Manifest?, tree: ToldTree, at time: Instant) async throws -> ManifestHead {
        let head = try ManifestHead(
            vault: identity.id, chain: chain, checkpoint: tree.checkpoint,
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

    /// - Returns: nil where the chain has nothing to say yet.
    private func manifest(after last: Manifest?, tree: ToldTree) async throws -> Manifest? {
        let from = last?.to ?? 0
        let step = chain.isFull ? Manifest.maximumEntries : silence.entries
        let to = min(tree.size, from + step)
        var selected = try await selection.run(from..<to, after: last)
        if !chain.isFull {
            guard !selected.entries.isEmpty || to - from == step || selected.seconds >= silence.seconds else {
                return nil
            }
            selected.others = []
        }
        return try Manifest(
            vault: identity.id, chain: chain, sequence: (last?.sequence ?? 0) + 1, previous: last?.digest, from: from,
            to: to, checkpoint: tree.checkpoint, entries: selected.entries, withheld: selected.others)
    }
}
