/// Proofs over a log's tree: made from its tiles, and verified from their hashes alone.
///
/// For example:
///
///     let proof = try TreeProof.inclusion(index: 7, size: 1000, reader: tiles)
///     try TreeProof.verifyInclusion(index: 7, size: 1000, leaf: .leaf(entry), proof: proof, root: root)
public enum TreeProof {
    /// Hashes in an inclusion proof: one for each level of the tree, and a 64-bit size has at most 64 levels.
    public static let maximumInclusionLength = 64
    /// Hashes in a consistency proof: one for each level, and one for the subtree at which the older tree ends.
    public static let maximumConsistencyLength = 65

    /// The inclusion proof of one leaf (RFC 9162 section 2.1.3.1), from the leaf's sibling up to the root's child.
    ///
    /// - Parameter reader: gives the tiles of a tree that has at least `size` leaves. They are taken as they are:
    ///   verify the proof where the tiles may be damaged.
    /// - Throws: `MerkleProofError.indexOutOfRange`, `TileError`, or what the reader throws.
    public static func inclusion(index: UInt64, size: UInt64, reader: some TileReader) throws -> [MerkleHash] {
        guard index < size else { throw MerkleProofError.indexOutOfRange(index: index, start: 0, end: size) }
        var tree = TileTree(size: size, reader: reader)
        var proof: [MerkleHash] = []
        var start: UInt64 = 0
        var end = size
        // Down from the root: at each fork, the sibling of the branch that leads to the leaf.
        while end - start > 1 {
            let middle = start + largestPowerOfTwo(below: end - start)
            if index < middle {
                proof.append(try tree.hash(middle..<end))
                end = middle
            } else {
                proof.append(try tree.hash(start..<middle))
                start = middle
            }
        }
        return proof.reversed()
    }

    /// The root of the first `size` leaves, as the tiles of a larger tree say it: what a consistency proof from that size
    /// begins with.
    ///
    /// - Parameters:
    ///   - size: at most `treeSize`.
    ///   - reader: gives the tiles of the larger tree. They are taken as they are.
    /// - Throws: `MerkleProofError.sizesOutOfOrder`, `TileError`, or what the reader throws.
    public static func root(of size: UInt64, in treeSize: UInt64, reader: some TileReader) throws -> MerkleHash {
        guard size <= treeSize else { throw MerkleProofError.sizesOutOfOrder(from: size, to: treeSize) }
        var tree = TileTree(size: treeSize, reader: reader)
        return try tree.hash(0..<size)
    }

    /// The proof that the tree of size `to` begins with the tree of size `from` (RFC 9162 section 2.1.4.1).
    ///
    /// Empty where the sizes are equal, and where the older tree is empty.
    ///
    /// - Throws: `MerkleProofError.sizesOutOfOrder`, `TileError`, or what the reader throws.
    public static func consistency(
        from: UInt64, to: UInt64, reader: some TileReader
    ) throws -> [MerkleHash] {
        guard from <= to else { throw MerkleProofError.sizesOutOfOrder(from: from, to: to) }
        guard from > 0, from < to else { return [] }
        var tree = TileTree(size: to, reader: reader)
        var proof: [MerkleHash] = []
        var start: UInt64 = 0
        var end = to
        // Down from the root, along the right edge of the older tree, until a node ends exactly there.
        while end != from {
            let middle = start + largestPowerOfTwo(below: end - start)
            if from <= middle {
                proof.append(try tree.hash(middle..<end))
                end = middle
            } else {
                proof.append(try tree.hash(start..<middle))
                start = middle
            }
        }
        // Where that node is the whole older tree, the verifier has its hash already.
        if start > 0 { proof.append(try tree.hash(start..<end)) }
        return proof.reversed()
    }

    /// The root of the tree of this size, computed from the tiles of its right edge.
    ///
    /// - Throws: `TileError`, or what the reader throws.
    public static func root(size: UInt64, reader: some TileReader) throws -> MerkleHash {
        guard size > 0 else { return .emptyRoot }
        var tree = TileTree(size: size, reader: reader)
        return try tree.hash(0..<size)
    }

    /// The frontier of the tree of this size, from its tiles: what is needed to append to a log found on disk.
    ///
    /// - Throws: `TileError`, or what the reader throws.
    public static func frontier(size: UInt64, reader: some TileReader) throws -> TreeFrontier {
        var tree = TileTree(size: size, reader: reader)
        var hashes: [MerkleHash] = []
        var start: UInt64 = 0
        while start < size {
            let width = largestPowerOfTwo(notAbove: size - start)
            hashes.append(try tree.hash(start..<(start + width)))
            start += width
        }
        guard let frontier = TreeFrontier(size: size, hashes: hashes) else {
            preconditionFailure("a size divides into one perfect subtree for each of its bits")
        }
        return frontier
    }

    static func largestPowerOfTwo(notAbove number: UInt64) -> UInt64 {
        1 << UInt64(63 - number.leadingZeroBitCount)
    }

    static func largestPowerOfTwo(below number: UInt64) -> UInt64 { largestPowerOfTwo(notAbove: number - 1) }
}
