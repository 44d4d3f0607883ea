import TransparencyLog

/// The hash tiles of a log, made again from its leaves one after another.
struct TileSeries {
    private(set) var frontier = TreeFrontier()
    /// The open tile of each level, and how many full ones stand before it.
    private var levels: [(hashes: [MerkleHash], full: UInt64)] = []
    private var finished: [TileWrite] = []

    mutating func append(_ leaf: [UInt8]) {
        let hash = MerkleHash.leaf(leaf)
        frontier.append(hash)
        append(hash, to: 0)
    }

    private mutating func append(_ hash: MerkleHash, to level: Int) {
        if level == levels.count { levels.append(([], 0)) }
        levels[level].hashes.append(hash)
        guard levels[level].hashes.count == TileCoordinate.fullWidth else { return }
        finish(level)
        var edge = TreeFrontier()
        for hash in levels[level].hashes { edge.append(hash) }
        levels[level] = ([], levels[level].full + 1)
        append(edge.root, to: level + 1)
    }

    private mutating func finish(_ level: Int) {
        let open = levels[level]
        guard let tile = TileCoordinate(level: level, index: open.full, width: open.hashes.count) else { return }
        finished.append(TileWrite(coordinate: tile, bytes: open.hashes.flatMap(\.bytes)))
    }

    /// The tiles that became full since the last call; at the end of the log also the partial ones.
    mutating func takeTiles(isLast: Bool) -> [TileWrite] {
        if isLast { for level in levels.indices where !levels[level].hashes.isEmpty { finish(level) } }
        defer { finished = [] }
        return finished
    }
}
