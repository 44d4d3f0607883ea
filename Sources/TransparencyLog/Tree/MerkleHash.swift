import PKI

/// A hash of the Merkle tree: 32 bytes of SHA-256, of a leaf, of an inner node or of a whole tree.
///
/// Leaves and nodes are hashed under different prefixes, so that none can pass for the other (RFC 6962 section 2.1).
///
/// For example:
///
///     let root = MerkleHash.node(.leaf(first), .leaf(second))
public struct MerkleHash: Hashable, Sendable, CustomStringConvertible {
    /// SHA-256, the one algorithm of C2SP tlog-tiles.
    public static let byteCount = 32

    /// The root of a tree without leaves: SHA-256 of nothing.
    public static let emptyRoot = MerkleHash(digest: .sha256(of: [UInt8]()))

    /// Always 32 bytes.
    public let bytes: [UInt8]

    /// - Returns: nil unless there are exactly 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Parses standard base64 with padding; nil unless it is the one encoding of 32 bytes.
    public init?(base64: String) { self.init(base64: Array(base64.utf8)) }

    init?(base64: some Collection<UInt8>) {
        guard base64.count == Self.base64ByteCount, let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes)
    }

    private init(digest: Digest) { bytes = digest.bytes }

    /// The hash as checkpoints and proofs write it.
    public var base64: String { Base64.encode(bytes) }

    public var description: String { base64 }

    /// The hash of a log entry: SHA-256(0x00 ‖ entry).
    public static func leaf(_ entry: [UInt8]) -> MerkleHash {
        var hasher = PKI.Hasher(.sha256)
        hasher.update([0x00])
        hasher.update(entry)
        return MerkleHash(digest: hasher.finalize())
    }

    /// The hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        var input: [UInt8] = [0x01]
        input.reserveCapacity(1 + 2 * byteCount)
        input += left.bytes
        input += right.bytes
        return MerkleHash(digest: .sha256(of: input))
    }

    /// The root over hashes of one level whose number is a power of two.
    static func perfect(_ hashes: some Collection<MerkleHash>) -> MerkleHash {
        precondition(hashes.count.nonzeroBitCount == 1, "a perfect tree has a power of two as its width")
        var level = Array(hashes)
        while level.count > 1 {
            level = stride(from: 0, to: level.count, by: 2).map { node(level[$0], level[$0 + 1]) }
        }
        return level[0]
    }

    /// 32 bytes make 44 characters.
    private static let base64ByteCount = (byteCount + 2) / 3 * 4
}
