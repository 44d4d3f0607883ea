/// The nodes of a tree of one size, computed from the tiles that such a tree has; each tile is read once.
struct TileTree<Reader: TileReader> {
    let size: UInt64
    let reader: Reader
    private var tiles: [TileCoordinate: [MerkleHash]] = [:]

    init(size: UInt64, reader: Reader) {
        self.size = size
        self.reader = reader
    }

    /// The root over a range of leaves that begins where a subtree begins: MTH(D[range]).
    mutating func hash(_ range: Range<UInt64>) throws -> MerkleHash {
        var perfect: [MerkleHash] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let width = TreeProof.largestPowerOfTwo(notAbove: range.upperBound - start)
            perfect.append(try node(height: width.trailingZeroBitCount, index: start / width))
            start += width
        }
        guard var root = perfect.popLast() else { return .emptyRoot }
        for left in perfect.reversed() { root = .node(left, root) }
        return root
    }

    /// The root of the perfect subtree of 2^height leaves, the `index`-th of its height.
    private mutating func node(height: Int, index: UInt64) throws -> MerkleHash {
        let (level, levelsInTile) = height.quotientAndRemainder(dividingBy: TileCoordinate.height)
        let first = index << UInt64(levelsInTile)
        let fullWidth = UInt64(TileCoordinate.fullWidth)
        guard let tile = TileCoordinate.tile(level: level, index: first / fullWidth, size: size) else {
            preconditionFailure("a node of the tree lies in a tile of the tree")
        }
        let hashes: [MerkleHash]
        if let known = tiles[tile] {
            hashes = known
        } else {
            hashes = try HashTile.hashes(tile, from: reader)
            tiles[tile] = hashes
        }
        let place = Int(first % fullWidth)
        return .perfect(hashes[place..<(place + (1 << levelsInTile))])
    }
}
