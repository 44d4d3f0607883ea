/// What a log must write when it grows.
///
/// For example:
///
///     for write in try TileGrowth.writes(from: frontier, appending: entries, reader: tiles) {
///         try store(write.bytes, at: write.coordinate.path)
///     }
public enum TileGrowth {
    /// The tiles and bundles that a log gains by these entries: those that became full, and the new partial ones.
    ///
    /// Bundles come first, then hash tiles from level 0 upwards. Nothing already written changes: a partial tile gives
    /// way to a wider one under another path. Only tiles that the tree of the old size has are read: the partial
    /// ones which grow.
    ///
    /// - Parameters:
    ///   - oldSize: leaves before.
    ///   - entries: the new leaves' bytes, each at most `EntryBundle.maximumEntryByteCount`.
    /// - Throws: `TileError`, or what the reader throws.
    public static func writes(
        from oldSize: UInt64, appending entries: [[UInt8]], reader: some TileReader
    ) throws -> [TileWrite] {
        guard !oldSize.addingReportingOverflow(UInt64(entries.count)).overflow else { throw TileError.sizeOverflow }
        guard !entries.isEmpty else { return [] }
        var writes = try bundles(from: oldSize, appending: entries, reader: reader)
        var hashes = entries.map(MerkleHash.leaf)
        var level = 0
        while !hashes.isEmpty {
            let (tiles, roots) = try self.tiles(level: level, from: oldSize, appending: hashes, reader: reader)
            writes += tiles
            hashes = roots
            level += 1
        }
        return writes
    }

    /// The same, after checking that the partial tiles to be continued are those of this frontier, and that the
    /// partial bundle's entries are its leaves: damage on disk must not be carried into full tiles.
    ///
    /// - Throws: `TileError.contentMismatch` in addition.
    public static func writes(
        from frontier: TreeFrontier, appending entries: [[UInt8]], reader: some TileReader
    ) throws -> [TileWrite] {
        var expected = frontier.hashes[...]
        var checked = TilesInMemory()
        let partials = TileCoordinate.partials(size: frontier.size)
        for tile in partials { checked.tiles[tile] = try reader.bytes(of: tile) }
        for tile in partials.reversed() where !tile.isEntryBundle {
            let hashes = try HashTile.hashes(tile, from: checked)
            var edge = TreeFrontier()
            for hash in hashes { edge.append(hash) }
            guard expected.prefix(edge.hashes.count) == edge.hashes[...] else { throw TileError.contentMismatch(tile) }
            expected = expected.dropFirst(edge.hashes.count)
            if tile.level == 0, let bundle = partials.first(where: \.isEntryBundle) {
                let held = try EntryBundle.entries(checked.bytes(of: bundle), of: bundle)
                guard held.map(MerkleHash.leaf) == hashes else { throw TileError.contentMismatch(bundle) }
            }
        }
        return try writes(from: frontier.size, appending: entries, reader: checked)
    }

    private static func bundles(
        from oldSize: UInt64, appending entries: [[UInt8]], reader: some TileReader
    ) throws -> [TileWrite] {
        var held: [[UInt8]] = []
        if let old = partial(level: TileCoordinate.entriesLevel, size: oldSize) {
            held = try EntryBundle.entries(reader.bytes(of: old), of: old)
        }
        held += entries
        return try slices(held, level: TileCoordinate.entriesLevel, from: oldSize).map { coordinate, slice in
            TileWrite(coordinate: coordinate, bytes: try EntryBundle.bytes(slice))
        }
    }

    /// The tiles of one level, and the roots of those that became full: the new hashes of the level above.
    private static func tiles(
        level: Int, from oldSize: UInt64, appending new: [MerkleHash], reader: some TileReader
    ) throws -> (tiles: [TileWrite], roots: [MerkleHash]) {
        var held: [MerkleHash] = []
        if let old = partial(level: level, size: oldSize) { held = try HashTile.hashes(old, from: reader) }
        held += new
        let slices = slices(held, level: level, from: oldSize)
        return (
            slices.map { TileWrite(coordinate: $0.0, bytes: HashTile.bytes($0.1)) },
            slices.filter { !$0.0.isPartial }.map { MerkleHash.perfect($0.1) }
        )
    }

    /// The tile at the right end of a level, where it is partial.
    private static func partial(level: Int, size: UInt64) -> TileCoordinate? {
        let count = TileCoordinate.count(level: level, size: size)
        let fullWidth = UInt64(TileCoordinate.fullWidth)
        return TileCoordinate(level: level, index: count / fullWidth, width: Int(count % fullWidth))
    }

    /// Cuts what a level holds from its old partial tile on into tiles, the last of which may be partial.
    private static func slices<Element>(
        _ held: [Element], level: Int, from oldSize: UInt64
    ) -> [(TileCoordinate, ArraySlice<Element>)] {
        let fullWidth = TileCoordinate.fullWidth
        let firstIndex = TileCoordinate.count(level: level, size: oldSize) / UInt64(fullWidth)
        return stride(from: 0, to: held.count, by: fullWidth).map { start in
            let slice = held[start..<min(start + fullWidth, held.count)]
            return (TileCoordinate(unchecked: level, firstIndex + UInt64(start / fullWidth), slice.count), slice)
        }
    }
}
