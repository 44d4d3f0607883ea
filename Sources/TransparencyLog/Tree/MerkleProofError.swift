/// Why a Merkle proof proves nothing, or cannot be asked for.
public enum MerkleProofError: Error, Hashable, Sendable {
    /// The leaf lies outside of the tree or subtree: `index` is not in `start ..< end`.
    case indexOutOfRange(index: UInt64, start: UInt64, end: UInt64)
    /// The older tree is larger than the newer one.
    case sizesOutOfOrder(from: UInt64, to: UInt64)
    /// The older tree is empty: every tree begins with it, and nothing is proven.
    case emptyOldTree
    /// [start, end) is no subtree (draft-ietf-plants-merkle-tree-certs, "Definition of a Subtree").
    case invalidSubtree(start: UInt64, end: UInt64)
    /// More hashes than any tree of 64-bit size needs; nothing was computed.
    case tooManyHashes(count: Int, limit: Int)
    /// The proof has more or fewer hashes than this place in this tree needs.
    case wrongProofLength(count: Int)
    /// The hashes lead to another root than the one of the (newer) tree.
    case rootMismatch
    /// The hashes do not contain the older tree (or the subtree).
    case oldRootMismatch

    /// Stable, for messages and reports.
    public var code: String {
        switch self {
        case .indexOutOfRange: "log.proof.index-out-of-range"
        case .sizesOutOfOrder: "log.proof.sizes-out-of-order"
        case .emptyOldTree: "log.proof.empty-old-tree"
        case .invalidSubtree: "log.proof.invalid-subtree"
        case .tooManyHashes: "log.proof.too-many-hashes"
        case .wrongProofLength: "log.proof.wrong-length"
        case .rootMismatch: "log.proof.root-mismatch"
        case .oldRootMismatch: "log.proof.old-root-mismatch"
        }
    }
}
