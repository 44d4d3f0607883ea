extension TreeProof {
    /// Verifies that a leaf stands at `index` in the tree of this size and root (RFC 9162 section 2.1.3.2).
    ///
    /// - Parameters:
    ///   - leaf: the leaf's hash, see `MerkleHash.leaf`.
    ///   - proof: at most `maximumInclusionLength` hashes.
    public static func verifyInclusion(
        index: UInt64, size: UInt64, leaf: MerkleHash, proof: [MerkleHash], root: MerkleHash
    ) throws(MerkleProofError) {
        try Subtree.verifyInclusion(index: index, start: 0, end: size, leaf: leaf, proof: proof, root: root)
    }

    /// Verifies that the tree of size `to` begins with the tree of size `from` (RFC 9162 section 2.1.4.2).
    ///
    /// Every tree begins with the empty one, so a proof from there would say nothing and look like a proof: it is
    /// refused. Whoever has seen no tree yet has nothing to verify.
    ///
    /// - Parameters:
    ///   - from: above 0, at most `to`.
    ///   - proof: at most `maximumConsistencyLength` hashes.
    public static func verifyConsistency(
        from: UInt64, to: UInt64, oldRoot: MerkleHash, newRoot: MerkleHash, proof: [MerkleHash]
    ) throws(MerkleProofError) {
        guard from <= to else { throw .sizesOutOfOrder(from: from, to: to) }
        guard from > 0 else { throw .emptyOldTree }
        try Subtree.verifyConsistency(
            start: 0, end: from, size: to, subtreeRoot: oldRoot, root: newRoot, proof: proof)
    }
}
