/// A whole log read again from its entries.
public enum TileAudit {
    /// Recomputes the tree from the entry bundles alone, compares every hash tile with it, and gives the frontier.
    ///
    /// The frontier's root is to be compared with the checkpoint's. Memory stays at one tile a level, whatever the
    /// size; the reader is asked for each tile once.
    ///
    /// - Parameter visit: called with each entry and its index, in order, for those who check more than hashes.
    /// - Throws: `TileError` (`contentMismatch` names the first bad tile), or what the reader or `visit` throws.
    public static func frontier(
        size: UInt64, reader: some TileReader, visit: (UInt64, [UInt8]) throws -> Void = { _, _ in }
    ) throws -> TreeFrontier {
        var frontier = TreeFrontier()
        var levels: [[MerkleHash]] = [[]]
        var index: UInt64 = 0
        while index < size {
            let number = index / UInt64(TileCoordinate.fullWidth)
            guard let bundle = TileCoordinate.tile(level: TileCoordinate.entriesLevel, index: number, size: size) else {
                preconditionFailure("an entry of the tree lies in a bundle of the tree")
            }
            for entry in try EntryBundle.entries(reader.bytes(of: bundle), of: bundle) {
                try visit(index, entry)
                let leaf = MerkleHash.leaf(entry)
                frontier.append(leaf)
                levels[0].append(leaf)
                index += 1
            }
            var level = 0
            while levels[level].count == TileCoordinate.fullWidth {
                try compare(levels[level], level: level, size: index, reader: reader)
                if level + 1 == levels.count { levels.append([]) }
                levels[level + 1].append(.perfect(levels[level]))
                levels[level] = []
                level += 1
            }
        }
        for (level, hashes) in levels.enumerated() where !hashes.isEmpty {
            try compare(hashes, level: level, size: size, reader: reader)
        }
        return frontier
    }

    /// Compares the last tile of a level, in the tree of this size, with what it should hold.
    private static func compare(
        _ hashes: [MerkleHash], level: Int, size: UInt64, reader: some TileReader
    ) throws {
        let last = TileCoordinate.count(level: level, size: size) - 1
        let tile = TileCoordinate(unchecked: level, last / UInt64(TileCoordinate.fullWidth), hashes.count)
        guard try HashTile.hashes(tile, from: reader) == hashes else { throw TileError.contentMismatch(tile) }
    }
}
