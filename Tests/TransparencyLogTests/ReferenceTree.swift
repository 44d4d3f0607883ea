import TransparencyLog

/// The tree by its recursive definition (RFC 6962 section 2.1), slow and plain, to compare with.
struct ReferenceTree {
    let entries: [[UInt8]]
    let leaves: [MerkleHash]

    init(_ entries: [[UInt8]]) {
        self.entries = entries
        leaves = entries.map(MerkleHash.leaf)
    }

    init(count: Int) { self.init((0..<count).map { Self.entry($0) }) }

    static func entry(_ index: Int) -> [UInt8] { Array("entry \(index)".utf8) }

    func root(_ size: Int) -> MerkleHash { root(0..<size) }

    func root(_ range: Range<Int>) -> MerkleHash {
        guard range.count > 1 else { return range.isEmpty ? .emptyRoot : leaves[range.lowerBound] }
        var middle = 1
        while middle * 2 < range.count { middle *= 2 }
        middle += range.lowerBound
        return .node(root(range.lowerBound..<middle), root(middle..<range.upperBound))
    }

    /// All tiles of the tree, grown in one step.
    func tiles() throws -> TilesInMemory {
        var tiles = TilesInMemory()
        tiles.apply(try TileGrowth.writes(from: 0, appending: entries, reader: tiles))
        return tiles
    }
}
