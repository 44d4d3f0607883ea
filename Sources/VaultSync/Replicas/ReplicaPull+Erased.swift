import PKI
import VaultCore

/// Bodies that were called erased, and of which no erasure in the log told.
extension ReplicaPull {
    private static let batchByteCount = 256 << 10

    /// What is said to be erased for longer than a head lasts, without an erasure in the log, is asked for once more, so
    /// that one false answer refuses no replica for good. What is not given then is withheld.
    mutating func checkErased(_ session: inout ReplicaSession, _ head: ManifestHead) async throws {
        guard let state = session.state, let last = state.manifests.last, last == head.last else { return }
        func isDue(_ entry: ReplicaState.Unproven) -> Bool {
            head.madeAt > entry.since.adding(seconds: ManifestHead.maximumAge)
        }
        let due = state.unproven.filter(isDue)
        guard !due.isEmpty else { return }
        let chain = ErasurePropagation(store: store, lastSequence: last.sequence)
        var ranges: [UInt64: Range<UInt64>] = [:]
        var wanted: [UInt64: Set<UInt64>] = [:]
        for entry in due {
            if let sequence = try await chain.sequence(of: entry.index, &ranges) {
                wanted[sequence, default: []].insert(entry.index)
            }
        }
        for (sequence, indices) in wanted.sorted(by: { $0.key < $1.key }) {
            try await askAgain(indices, of: sequence, &session)
        }
        guard refusesUnproven, let first = session.state?.unproven.first(where: isDue) else { return }
        receive(ManifestBody(index: first.index, content: .erased).bytes, as: "body.json")
        throw ReplicaError(.erasedUnproven, ["index": String(first.index)])
    }

    /// Takes the bodies that are given now into the manifest's file. Nothing else of it changes: what is called erased now and
    /// was not before needs its own proof.
    private mutating func askAgain(
        _ indices: Set<UInt64>, of sequence: UInt64, _ session: inout ReplicaSession
    ) async throws {
        guard var state = session.state else { return }
        guard let bytes = try await store.read(.manifest(sequence)), let manifest = try? Manifest(bytes: bytes) else {
            throw ReplicaError(.damaged, ["file": ReplicaFile.manifest(sequence).name])
        }
        begin()
        let path = "v1/manifests/\(session.chain.folderName)/\(sequence).bodies.json"
        let fresh = try await store.draft()
        let places: [UInt64: Range<Int>]
        do {
            places = try await acceptBodies(of: manifest, path, into: fresh, noting: indices).places
        } catch let error as ReplicaError where error.code == .incomplete {
            // Whoever pushes did not send them: they are still not here.
            return
        }
        guard !places.isEmpty else { return }
        let draft = try await store.draft()
        var batch: [UInt8] = []
        try await store.forEachLine(of: .bodies(sequence)) { line in
            if let body = try? ManifestBody(bytes: line), let place = places[body.index] {
                batch += try await fresh.read(place)
            } else {
                batch += line
            }
            batch.append(UInt8(ascii: "\n"))
            guard batch.count >= Self.batchByteCount else { return }
            try await draft.append(batch)
            batch.removeAll(keepingCapacity: true)
        }
        try await draft.append(batch)
        try await store.place(draft, as: .bodies(sequence))
        state.unproven.removeAll { places[$0.index] != nil }
        // Their documents' files were passed over, where files are fetched.
        if sequence <= state.contentSequence {
            let files = state.withheld.first { $0.sequence == sequence }?.files ?? 0
            state.setWithheld(files + places.count, of: sequence)
        }
        try await keep(state)
        session.state = state
        begin()
    }
}
