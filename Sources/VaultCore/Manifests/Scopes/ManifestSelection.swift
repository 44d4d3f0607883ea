import PKI

/// Which entries of the log a chain names.
///
/// Published entries alone (`SharedPart.isPublished`). Of a scope other than `all`:
/// - a document that is in the scope by what its record says, with the owner's numbers as they are linked now;
/// - a later version of a document, and what became of it, where the chain has named an entry of that document before:
///   whoever was told of it hears how it went on, also where its type or its owner's links have changed meanwhile;
/// - every erasure, so that receivers erase too.
struct ManifestSelection {
    let chain: ManifestChain
    let scope: ManifestScope
    let records: any RecordStore
    let catalogue: any Catalogue
    let store: any ManifestStore

    /// What a stretch of the log holds for the chain.
    struct Selected {
        var entries: [Manifest.Entry] = []
        /// The other indices.
        var others: [UInt64] = []
        /// From the first leaf of the stretch to its last, by the log's clock.
        var seconds: Int64 = 0
    }

    /// - Parameter last: the chain's newest manifest.
    /// - Throws: `INTEGRITY_FAILURE` where a record is not what the log says.
    func run(_ range: Range<UInt64>, after last: Manifest?) async throws -> Selected {
        var selected = Selected()
        var memory = Memory(store: store, last: last)
        let entries = try await records.entries(range)
        for entry in entries {
            guard let record = entry.record else {
                selected.others.append(entry.index)
                continue
            }
            guard record.commitment == record.leaf.commitment else {
                throw VaultError(.integrity, ["part": "record", "index": String(record.index)])
            }
            if try await names(record, &memory) {
                selected.entries.append(.init(index: record.index, commitment: record.leaf.commitment))
                memory.named.insert(record.index)
            } else {
                selected.others.append(record.index)
            }
        }
        if let first = entries.first?.leaf.time, let end = entries.last?.leaf.time {
            selected.seconds = (end.microseconds - first.microseconds) / 1_000_000
        }
        return selected
    }

    private func names(_ record: Record, _ memory: inout Memory) async throws -> Bool {
        guard record.leaf.type == .record, record.shared.isPublished else { return false }
        if scope.isAll { return true }
        switch record.shared.content {
        case .document(let document):
            if scope.contains(document, of: try await owner(of: document, &memory)) { return true }
            return document.version > 1 ? try await hasNamed(document.document, before: record.index, &memory) : false
        case .event(let event): return try await hasNamed(event.document, before: record.index, &memory)
        case .erasure: return true
        case .ownerLink, .codeAllocation, .accessDigest, .consent, .consentEvent, .erasureRequest, .keyRotation:
            return false
        }
    }

    private func owner(of document: DocumentDescription, _ memory: inout Memory) async throws -> OwnerIdentity {
        guard scope.goesByLinks else { return OwnerIdentity(document.owner) }
        if let known = memory.owners[document.owner] { return known }
        let identity = try await records.identity(of: document.owner)
        memory.owners[document.owner] = identity
        return identity
    }

    private func hasNamed(_ document: DocumentID, before index: UInt64, _ memory: inout Memory) async throws -> Bool {
        for earlier in try await catalogue.history(of: document) where earlier < index {
            if memory.named.contains(earlier) { return true }
            if try await memory.hasNamed(earlier) { return true }
        }
        return false
    }

    /// What one run has read already.
    private struct Memory {
        let store: any ManifestStore
        let last: Manifest?
        /// Of the stretch itself.
        var named: Set<UInt64> = []
        var owners: [Owner: OwnerIdentity] = [:]
        private var manifests: [UInt64: Manifest] = [:]

        /// Few documents have entries in more manifests at once; a full one takes some megabytes.
        private static let maximumManifests = 8

        init(store: any ManifestStore, last: Manifest?) {
            self.store = store
            self.last = last
        }

        /// Whether one of the chain's manifests names an index.
        mutating func hasNamed(_ index: UInt64) async throws -> Bool {
            guard let last, index < last.to else { return false }
            // Ranges follow on each other, so the one that covers the index is found by halving.
            var sequences = 1..<(last.sequence + 1)
            while !sequences.isEmpty {
                let middle = sequences.lowerBound + UInt64(sequences.count / 2)
                let manifest = try await manifest(middle)
                if (manifest.from..<manifest.to).contains(index) { return manifest.entries.binarySearch(index) != nil }
                sequences =
                    index < manifest.from
                    ? sequences.lowerBound..<middle : (middle + 1)..<sequences.upperBound
            }
            return false
        }

        private mutating func manifest(_ sequence: UInt64) async throws -> Manifest {
            if let last, last.sequence == sequence { return last }
            if let known = manifests[sequence] { return known }
            guard let sealed = try await store.manifest(sequence), let manifest = try? Manifest(bytes: sealed.bytes),
                manifest.sequence == sequence
            else { throw VaultError(.integrity, ["part": "manifest", "sequence": String(sequence)]) }
            if manifests.count == Self.maximumManifests { manifests.removeAll() }
            manifests[sequence] = manifest
            return manifest
        }
    }
}
