import PKI

/// Keeps many deposits at once from writing the same CRL or issuer certificate again and again.
///
/// Of several deposits that bring an object which the vault does not have yet, the first carries it and the others
/// wait for its commit.
actor SharedObjects {
    private let records: any RecordStore
    private var kept: Set<Digest> = []
    private var carried: Set<Digest> = []
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Digests remembered as kept; beyond that the store is asked again.
    private static let maximumRemembered = 100_000

    init(records: any RecordStore) { self.records = records }

    /// Which of the objects the caller must bring; it calls `release` with them when its commit is over.
    ///
    /// All or nothing: whoever waits holds nothing, so that no two deposits wait for each other.
    func claim(_ digests: [Digest]) async throws -> Set<Digest> {
        while true {
            let unknown = digests.filter { !kept.contains($0) }
            if unknown.isEmpty { return [] }
            if unknown.contains(where: carried.contains) {
                await withCheckedContinuation { waiting.append($0) }
                continue
            }
            carried.formUnion(unknown)
            do {
                let references = unknown.map { ObjectReference(space: .shared, digest: $0) }
                let absent = Set(try await records.unreferenced(references).map(\.digest))
                let present = Set(unknown).subtracting(absent)
                remember(present)
                finish(present)
                return absent
            } catch {
                finish(Set(unknown))
                throw error
            }
        }
    }

    func release(_ digests: Set<Digest>, committed: Bool) {
        if committed { remember(digests) }
        finish(digests)
    }

    /// What was remembered is to be asked for again: an erasure took something away.
    func forget(_ digests: [Digest]) { kept.subtract(digests) }

    private func remember(_ digests: Set<Digest>) {
        if kept.count + digests.count > Self.maximumRemembered { kept = [] }
        kept.formUnion(digests)
    }

    private func finish(_ digests: Set<Digest>) {
        guard !digests.isEmpty else { return }
        carried.subtract(digests)
        let woken = waiting
        waiting = []
        for continuation in woken { continuation.resume() }
    }
}
