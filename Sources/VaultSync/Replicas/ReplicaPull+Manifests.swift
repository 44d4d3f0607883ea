import PKI
import TransparencyLog
import VaultCore

/// One manifest after the other: the document, the log's leaves under it, the bodies beside it.
extension ReplicaPull {
    /// Takes the next manifest with all that belongs to it; the replica has all of it afterwards, or nothing.
    ///
    /// - Parameter last: what the head names as the chain's last.
    /// - Returns: false where the source is a part of what the vault publishes, and this is not in it.
    mutating func acceptManifest(
        _ sequence: UInt64, named last: ManifestHead.Last, _ session: inout ReplicaSession
    ) async throws -> Bool {
        guard var state = session.state else { return false }
        begin()
        let path = "v1/manifests/\(session.chain.folderName)/\(sequence)"
        let sealed: SealedDocument
        do {
            sealed = try await fetchSealed("\(path).json", limit: ReplicaLimits.manifest)
        } catch let error as ReplicaSourceError where error.reason == .absent {
            guard source.isWhole else { return false }
            // The sealed head names it or a later one.
            throw ManifestError(.gap, ["sequence": String(sequence), "seen": String(sequence - 1)])
        }
        let (manifest, next) = try await accept(sealed, sequence, named: last, after: state.manifests, session)
        try session.checkEncoding(of: sealed)
        try session.checkKey(of: manifest.checkpoint, isManifest: true)
        for named in [last] + session.named where sequence == named.sequence && manifest.digest != named.digest {
            throw ManifestError(.fork, ["sequence": String(sequence), "seen": String(sequence)])
        }
        try await compareWithLeftover(manifest, session)

        let checkpoint = try ReplicaSession.checkpoint(manifest.checkpoint)
        if session.chain.isFull {
            state.frontier = try await acceptLeaves(of: manifest, checkpoint, after: state.frontier ?? TreeFrontier())
        } else {
            try await acceptPlaces(of: manifest, checkpoint)
        }
        let draft = try await store.draft()
        let bodies = try await acceptBodies(of: manifest, "\(path).bodies.json", into: draft)

        let erased = Set(bodies.erasures.flatMap(\.records))
        let heard = now()
        let known = Set(state.unproven.map(\.index))
        state.unproven += bodies.erased.filter { !known.contains($0) }.map { .init(index: $0, since: heard) }
        state.unproven.removeAll { erased.contains($0.index) }
        guard state.unproven.count <= unprovenLimit else {
            throw ReplicaError(.erasedUnproven, ["index": String(state.unproven[0].index)])
        }

        try await store.write(sealed.seal, to: .manifestSeal(sequence))
        try await store.write(sealed.bytes, to: .manifest(sequence))
        try await store.place(draft, as: .bodies(sequence))
        state.manifests = next
        state.remember(nil)
        if !erased.isEmpty {
            report.erased += try await ErasurePropagation(store: store, lastSequence: sequence).run(erased)
        }
        try await keep(state)
        session.state = state
        report.manifests += 1
        report.entries += manifest.entries.count
        begin()
        return true
    }

    private mutating func accept(
        _ sealed: SealedDocument, _ sequence: UInt64, named last: ManifestHead.Last, after state: ManifestState,
        _ session: ReplicaSession
    ) async throws -> (manifest: Manifest, state: ManifestState) {
        let verifier = session.verifier
        let time = now()
        let note = (try? Manifest(bytes: sealed.bytes))?.checkpoint
        let roots = Self.roots(state.checkpoint, note)
        func accept(_ pull: inout Self) async throws -> (manifest: Manifest, state: ManifestState) {
            let vouched = pull.vouched?[sequence]
            return try await pull.withTiles { tiles in
                try verifier.accept(sealed, after: state, at: time, vouched: vouched) { from, to in
                    try Self.consistency(from, to, tiles, roots: roots)
                }
            }
        }
        do {
            do {
                return try await accept(&self)
            } catch let error as ManifestError where error.code == .sealExpired && vouched == nil {
                vouched = try await VouchedManifests(
                    sequence, upTo: last, of: "v1/manifests/\(session.chain.folderName)", from: source)
                guard vouched != nil else { throw error }
                return try await accept(&self)
            }
        } catch let error as ManifestError {
            throw session.explained(error, of: sealed, note)
        }
    }

    /// A manifest that was written before a process was killed, and is another than the one that comes now, was verified
    /// and sealed as well: two stories. Whether it also fits the head of today does not matter.
    private mutating func compareWithLeftover(_ manifest: Manifest, _ session: ReplicaSession) async throws {
        guard let bytes = try await store.read(.manifest(manifest.sequence)), bytes != manifest.bytes,
            let seal = try await store.read(.manifestSeal(manifest.sequence)),
            (try? PinnedSeals().verify(seal, of: bytes, certificates: session.pinned.seals)) != nil,
            let earlier = try? Manifest(bytes: bytes), earlier.vault == manifest.vault,
            earlier.chain == manifest.chain, earlier.sequence == manifest.sequence
        else { return }
        receive(bytes, as: "earlier.json")
        receive(seal, as: "earlier.json.p7s")
        throw ManifestError(
            .fork, ["sequence": String(manifest.sequence), "seen": String(manifest.sequence)])
    }

    mutating func acceptBodies(
        of manifest: Manifest, _ path: String, into draft: any ReplicaDraft, noting wanted: Set<UInt64> = []
    ) async throws -> BodyIntake {
        var intake = BodyIntake(manifest, into: draft, noting: wanted)
        let sequence = ["sequence": String(manifest.sequence)]
        // Nothing to ask for: a vault may not even say so.
        if manifest.entries.isEmpty { return intake }
        do {
            let limit = manifest.entries.count * ReplicaLimits.body
            try await source.read(path, limit: limit) { piece in try await intake.take(piece) }
            try await intake.finish()
            return intake
        } catch let error as ReplicaSourceError where error.reason == .absent {
            throw ReplicaError(source.isWhole ? .bodyMissing : .incomplete, sequence)
        } catch let error as ReplicaSourceError where error.reason == .denied {
            throw ReplicaError(.denied, sequence)
        } catch {
            receive(intake.refused, as: "body.json", isPersonal: true)
            throw error
        }
    }
}
