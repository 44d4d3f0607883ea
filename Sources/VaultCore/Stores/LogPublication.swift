public import TransparencyLog

/// The log as everybody reads it: tiles, entry bundles and the checkpoint. Always derived from committed state.
public protocol LogPublication: Sendable {
    /// The published checkpoint's bytes; nil where there is none.
    func publishedCheckpoint() async throws -> [UInt8]?

    /// Writes the tiles and bundles that these leaves add after `frontier`, durably.
    func publish(leaves: [[UInt8]], after frontier: TreeFrontier) async throws

    /// The same for leaves after a size whose frontier nobody remembers; the tiles of that size are there.
    /// - Throws: `INTEGRITY_FAILURE` where they do not lead to `frontier`, the tree with all leaves.
    func complete(leaves: [[UInt8]], after size: UInt64, to frontier: TreeFrontier) async throws

    /// Puts the checkpoint in place of the last one, durably.
    func publish(checkpoint: [UInt8]) async throws

    /// The inclusion proof of a leaf in the tree of a published size.
    func inclusionProof(of index: UInt64, size: UInt64) async throws -> [MerkleHash]

    /// The proof that the tree of size `to` begins with that of size `from`.
    func consistencyProof(from: UInt64, to: UInt64) async throws -> [MerkleHash]
}
