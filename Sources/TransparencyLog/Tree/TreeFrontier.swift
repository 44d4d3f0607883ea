/// The right edge of a growing tree: all that is needed to append leaves and to know the root.
///
/// The hashes are the roots of the perfect subtrees that the tree divides into from left to right, the widest first:
/// one for each bit set in `size`. A size and these hashes are the whole value, so a store may keep them as they are.
///
/// For example:
///
///     var frontier = TreeFrontier()
///     frontier.append(.leaf(entry))
///     frontier.root
public struct TreeFrontier: Sendable, Hashable {
    /// Leaves in the tree.
    public private(set) var size: UInt64
    /// Roots of the perfect subtrees, widest (leftmost) first; as many as `size` has bits set.
    public private(set) var hashes: [MerkleHash]

    /// The empty tree.
    public init() {
        size = 0
        hashes = []
    }

    /// The tree that was stored as `size` and `hashes`.
    ///
    /// - Returns: nil where the number of hashes does not fit the size.
    public init?(size: UInt64, hashes: [MerkleHash]) {
        guard hashes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.hashes = hashes
    }

    /// Adds one leaf (its hash, see `MerkleHash.leaf`) at the right.
    public mutating func append(_ leaf: MerkleHash) {
        var merged = leaf
        // Each trailing one of the size is a perfect subtree that the new leaf completes with its neighbour.
        for _ in 0..<(~size).trailingZeroBitCount { merged = .node(hashes.removeLast(), merged) }
        hashes.append(merged)
        size += 1
    }

    /// The root of the tree (RFC 6962 section 2.1, MTH); of the empty tree, the hash of nothing.
    public var root: MerkleHash {
        guard var root = hashes.last else { return .emptyRoot }
        for left in hashes.dropLast().reversed() { root = .node(left, root) }
        return root
    }
}
