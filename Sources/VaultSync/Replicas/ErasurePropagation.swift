import CanonicalJSON
import PKI
import VaultCore

/// Takes out of a replica what an erasure in the vault's log names: the bodies, the documents' files, and what evidence
/// holds of anybody.
struct ErasurePropagation {
    let store: any ReplicaStore
    /// The newest manifest whose files are there.
    let lastSequence: UInt64

    private static let batchByteCount = 256 << 10

    /// It may be done again where it was cut short.
    /// - Returns: how many bodies were taken out.
    func run(_ indices: Set<UInt64>) async throws -> Int {
        var sequences: Set<UInt64> = []
        var ranges: [UInt64: Range<UInt64>] = [:]
        for index in indices {
            if let sequence = try await sequence(of: index, &ranges) { sequences.insert(sequence) }
        }
        // First only looked at, so that no more than one file is open, however many manifests an erasure reaches into.
        var objects: Set<Digest> = []
        var changed: [UInt64] = []
        for sequence in sequences.sorted() {
            var gone = Gone(indices)
            try await store.forEachLine(of: .bodies(sequence)) { line in _ = gone.replacing(line) }
            guard gone.count > 0 else { continue }
            objects.formUnion(gone.objects)
            changed.append(sequence)
        }
        // Files first: once the body is gone, nothing names them any more.
        for digest in try await unnamed(objects, besides: indices) { try await store.remove(.object(digest)) }
        var count = 0
        for sequence in changed { count += try await rewrite(sequence, without: indices) }
        try await store.clearPersonalEvidence()
        return count
    }

    private func rewrite(_ sequence: UInt64, without indices: Set<UInt64>) async throws -> Int {
        var gone = Gone(indices)
        let draft = try await store.draft()
        var batch: [UInt8] = []
        try await store.forEachLine(of: .bodies(sequence)) { line in
            batch += gone.replacing(line)
            batch.append(UInt8(ascii: "\n"))
            guard batch.count >= Self.batchByteCount else { return }
            try await draft.append(batch)
            batch.removeAll(keepingCapacity: true)
        }
        try await draft.append(batch)
        try await store.place(draft, as: .bodies(sequence))
        return gone.count
    }

    /// The manifest whose range holds an index: ranges follow on each other.
    func sequence(of index: UInt64, _ ranges: inout [UInt64: Range<UInt64>]) async throws -> UInt64? {
        var sequences = 1..<(lastSequence + 1)
        while !sequences.isEmpty {
            let middle = sequences.lowerBound + UInt64(sequences.count / 2)
            let range: Range<UInt64>
            if let known = ranges[middle] {
                range = known
            } else {
                guard let bytes = try await store.read(.manifest(middle)), let manifest = try? Manifest(bytes: bytes)
                else { throw ReplicaError(.damaged, ["file": ReplicaFile.manifest(middle).name]) }
                range = manifest.from..<manifest.to
                ranges[middle] = range
            }
            if range.contains(index) { return middle }
            sequences =
                index < range.lowerBound ? sequences.lowerBound..<middle : (middle + 1)..<sequences.upperBound
        }
        return nil
    }

    /// The files of these that are here, and that no other body names: of another document, or of another owner.
    private func unnamed(_ digests: Set<Digest>, besides indices: Set<UInt64>) async throws -> Set<Digest> {
        var left: Set<Digest> = []
        for digest in digests where try await store.contains(.object(digest)) { left.insert(digest) }
        var sequence: UInt64 = 1
        while !left.isEmpty, sequence <= lastSequence {
            try await store.forEachLine(of: .bodies(sequence)) { line in
                guard let body = try? ManifestBody(bytes: line), !indices.contains(body.index) else { return }
                left.subtract(Self.files(of: body).map(\.digest))
            }
            sequence += 1
        }
        return left
    }

    private static func files(of body: ManifestBody) -> [DepositedFile] {
        guard case .record(let shared, _, _) = body.content else { return [] }
        return (try? SharedPart(bytes: shared))?.document?.files ?? []
    }

    /// The lines of one file, without what is erased.
    private struct Gone {
        private let indices: Set<UInt64>
        private(set) var count = 0
        private(set) var objects: Set<Digest> = []

        init(_ indices: Set<UInt64>) { self.indices = indices }

        mutating func replacing(_ line: [UInt8]) -> [UInt8] {
            guard let body = try? ManifestBody(bytes: line), indices.contains(body.index),
                case .record = body.content
            else { return line }
            count += 1
            objects.formUnion(ErasurePropagation.files(of: body).map(\.digest))
            return ManifestBody(index: body.index, content: .erased).bytes
        }
    }
}
