/// Proofs about subtrees [start, end) of a log's tree (draft-ietf-plants-merkle-tree-certs, "Subtrees").
///
/// A range of leaves is a subtree where `start` is a multiple of the smallest power of two that is not below its
/// length. Whole trees are the case `start == 0`: there the procedures are those of RFC 9162 section 2.1, so both are
/// written once, here.
public enum Subtree {
    /// Whether [start, end) is a subtree of every tree with at least `end` leaves; an empty one is.
    public static func isValid(start: UInt64, end: UInt64) -> Bool {
        guard start <= end else { return false }
        guard start > 0, end - start > 1 else { return true }
        // Bits below those of the longest leaf number inside the subtree must be zero in its start.
        let height = 64 - (end - start - 1).leadingZeroBitCount
        return start.trailingZeroBitCount >= height
    }

    /// Verifies that a leaf stands at `index` of the log, in the subtree [start, end) with this root.
    public static func verifyInclusion(
        index: UInt64, start: UInt64, end: UInt64, leaf: MerkleHash, proof: [MerkleHash], root: MerkleHash
    ) throws(MerkleProofError) {
        let limit = TreeProof.maximumInclusionLength
        guard proof.count <= limit else { throw .tooManyHashes(count: proof.count, limit: limit) }
        guard isValid(start: start, end: end) else { throw .invalidSubtree(start: start, end: end) }
        guard start <= index, index < end else { throw .indexOutOfRange(index: index, start: start, end: end) }
        var node = index - start
        var last = end - start - 1
        var hash = leaf
        for sibling in proof {
            guard last > 0 else { throw .wrongProofLength(count: proof.count) }
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                // A node at the right edge without a sibling of its own rises until it is a right child.
                let levels = node.trailingZeroBitCount
                node >>= UInt64(levels)
                last >>= UInt64(levels)
            } else {
                hash = .node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw .wrongProofLength(count: proof.count) }
        guard hash == root else { throw .rootMismatch }
    }

    /// Verifies that the subtree [start, end) with the root `subtreeRoot` is part of the tree of this size and root.
    ///
    /// An empty subtree is part of every tree: there, the proof must be empty and `subtreeRoot` the empty root.
    public static func verifyConsistency(
        start: UInt64, end: UInt64, size: UInt64, subtreeRoot: MerkleHash, root: MerkleHash, proof: [MerkleHash]
    ) throws(MerkleProofError) {
        let limit = TreeProof.maximumConsistencyLength
        guard proof.count <= limit else { throw .tooManyHashes(count: proof.count, limit: limit) }
        guard isValid(start: start, end: end) else { throw .invalidSubtree(start: start, end: end) }
        guard end <= size else { throw .sizesOutOfOrder(from: end, to: size) }
        if start == end {
            guard proof.isEmpty else { throw .wrongProofLength(count: proof.count) }
            guard subtreeRoot == .emptyRoot else { throw .oldRootMismatch }
            return
        }

        // Three nodes rise together: the subtree's first and last leaf, and the tree's last leaf.
        var path = Path(first: start, last: end - 1, treeLast: size - 1)
        if path.last == path.treeLast {
            while path.first != path.last { path.rise() }
        } else {
            while path.first != path.last, path.last & 1 == 1 { path.rise() }
        }

        var rest = proof[...]
        // Where the subtree is a node of the tree, its root seeds both computations; else a part of it does.
        guard let seed = path.first == path.last ? subtreeRoot : rest.popFirst() else {
            throw .wrongProofLength(count: proof.count)
        }
        var subtreeHash = seed
        var treeHash = seed
        for sibling in rest {
            guard path.treeLast > 0 else { throw .wrongProofLength(count: proof.count) }
            if path.last & 1 == 1 || path.last == path.treeLast {
                if path.first < path.last { subtreeHash = .node(sibling, subtreeHash) }
                treeHash = .node(sibling, treeHash)
                path.rise(levels: path.last.trailingZeroBitCount)
            } else {
                treeHash = .node(treeHash, sibling)
            }
            path.rise()
        }
        guard path.treeLast == 0 else { throw .wrongProofLength(count: proof.count) }
        guard subtreeHash == subtreeRoot else { throw .oldRootMismatch }
        guard treeHash == root else { throw .rootMismatch }
    }

    private struct Path {
        var first: UInt64
        var last: UInt64
        var treeLast: UInt64

        mutating func rise(levels: Int = 1) {
            first >>= UInt64(levels)
            last >>= UInt64(levels)
            treeLast >>= UInt64(levels)
        }
    }
}
