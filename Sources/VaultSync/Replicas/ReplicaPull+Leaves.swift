import TransparencyLog
import VaultCore

/// What the log itself says of a manifest's entries.
extension ReplicaPull {
    /// Goes through the log's entries of a manifest's range: each that it names is there with the same commitment, and all
    /// together, behind those before, are the tree that the checkpoint signs. Memory stays at a few bundles.
    ///
    /// - Parameter frontier: the tree up to the range.
    /// - Returns: the tree with the range.
    mutating func acceptLeaves(
        of manifest: Manifest, _ checkpoint: Checkpoint, after frontier: TreeFrontier
    ) async throws -> TreeFrontier {
        var frontier = frontier
        var entries = manifest.entries[...]
        let width = UInt64(TileCoordinate.fullWidth)
        var next = manifest.from / width
        let end = (manifest.to + width - 1) / width
        while next < end {
            let upTo = min(next + UInt64(ReplicaLimits.bundlesAtOnce), end)
            let bundles = try await fetchBundles(next..<upTo, size: checkpoint.size)
            for number in next..<upTo {
                guard let leaves = bundles[number] else { continue }
                for (place, leaf) in leaves.enumerated() {
                    let index = number * width + UInt64(place)
                    guard index >= manifest.from, index < manifest.to else { continue }
                    if let entry = entries.first, entry.index == index {
                        try check(entry, leaf)
                        entries.removeFirst()
                    }
                    frontier.append(.leaf(leaf))
                }
            }
            next = upTo
        }
        guard frontier.size == manifest.to, entries.isEmpty else {
            throw ReplicaError(.logDiffers, ["part": "entries", "size": String(frontier.size)])
        }
        try await compare(frontier, with: checkpoint)
        return frontier
    }

    /// The tree is the beginning of the one that a checkpoint signs, or that one itself.
    private mutating func compare(_ frontier: TreeFrontier, with checkpoint: Checkpoint) async throws {
        let differs = ReplicaError(.logDiffers, ["part": "entries", "size": String(frontier.size)])
        if frontier.size == checkpoint.size {
            guard frontier.root == checkpoint.root else { throw differs }
            return
        }
        let roots = [checkpoint.size: checkpoint.root]
        let proof = try await withTiles { tiles in
            try Self.consistency(frontier.size, checkpoint.size, tiles, roots: roots)
        }
        do {
            try TreeProof.verifyConsistency(
                from: frontier.size, to: checkpoint.size, oldRoot: frontier.root, newRoot: checkpoint.root,
                proof: proof)
        } catch {
            throw differs
        }
    }

    /// Of a scope, the receiver does not go through the whole log: each entry is proven by itself to be in it.
    mutating func acceptPlaces(of manifest: Manifest, _ checkpoint: Checkpoint) async throws {
        let width = UInt64(TileCoordinate.fullWidth)
        var number: UInt64?
        var leaves: [[UInt8]] = []
        for entry in manifest.entries {
            if number != entry.index / width {
                number = entry.index / width
                leaves =
                    try await fetchBundles(
                        (entry.index / width)..<(entry.index / width + 1), size: checkpoint.size)[entry.index / width]
                    ?? []
            }
            guard leaves.indices.contains(Int(entry.index % width)) else {
                throw ReplicaError(.logDiffers, ["part": "entries", "index": String(entry.index)])
            }
            let leaf = leaves[Int(entry.index % width)]
            try check(entry, leaf)
            let proof = try await withTiles { tiles in
                try TreeProof.inclusion(index: entry.index, size: checkpoint.size, reader: tiles)
            }
            do {
                try TreeProof.verifyInclusion(
                    index: entry.index, size: checkpoint.size, leaf: .leaf(leaf), proof: proof, root: checkpoint.root)
            } catch {
                throw ReplicaError(.logDiffers, ["part": "entries", "index": String(entry.index)])
            }
        }
    }

    private mutating func check(_ entry: Manifest.Entry, _ bytes: [UInt8]) throws {
        guard let leaf = try? LogLeaf(bytes: bytes), leaf.commitment == entry.commitment else {
            // The other side: a leaf has no personal data.
            receive(bytes, as: "leaf-\(entry.index)")
            throw ReplicaError(.leafDiffers, ["index": String(entry.index)])
        }
    }

    private struct Bundle: Sendable {
        let number: UInt64
        let path: String
        let bytes: [UInt8]
        let leaves: Swift.Result<[[UInt8]], TileError>
    }

    /// The entries of some bundles, fetched at once.
    private mutating func fetchBundles(_ numbers: Range<UInt64>, size: UInt64) async throws -> [UInt64: [[UInt8]]] {
        var leaves: [UInt64: [[UInt8]]] = [:]
        for bundle in try await bundles(numbers, size: size) {
            do {
                leaves[bundle.number] = try bundle.leaves.get()
            } catch {
                bundles = [.init(name: bundle.path.replacing("/", with: "-"), bytes: bundle.bytes)]
                throw ReplicaError(.logDiffers, ["part": "entries", "reason": error.code, "tile": bundle.path])
            }
            note(bundle: bundle.bytes, at: bundle.path)
        }
        return leaves
    }

    private func bundles(_ numbers: Range<UInt64>, size: UInt64) async throws -> [Bundle] {
        let source = source
        return try await withThrowingTaskGroup(of: Bundle.self) { group in
            for number in numbers {
                guard
                    let tile = TileCoordinate.tile(level: TileCoordinate.entriesLevel, index: number, size: size)
                else { continue }
                group.addTask {
                    let bytes = try await Self.fetch(tile, from: source, limit: ReplicaLimits.bundle)
                    let leaves = Swift.Result { () throws(TileError) in try EntryBundle.entries(bytes, of: tile) }
                    return Bundle(number: number, path: tile.path, bytes: bytes, leaves: leaves)
                }
            }
            var bundles: [Bundle] = []
            for try await bundle in group { bundles.append(bundle) }
            return bundles.sorted { $0.number < $1.number }
        }
    }
}
