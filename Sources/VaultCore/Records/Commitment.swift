public import PKI

/// What the log says of a record: one hash over both of its parts, each hidden by its salt (design.md section 5).
///
///     part       = SHA-256("kho.part/1" ‖ 0x00 ‖ salt ‖ bytes)
///     commitment = SHA-256("kho.commitment/1" ‖ 0x00 ‖ part(shared) ‖ part(private))
///
/// Vectors: docs/vectors/commitment.json.
public enum Commitment {
    private static let partLabel = Array("kho.part/1".utf8) + [0]
    private static let label = Array("kho.commitment/1".utf8) + [0]

    /// The hash of one part's exact bytes under its salt.
    public static func part(_ bytes: [UInt8], salt: Salt) -> Digest {
        var hasher = PKI.Hasher(.sha256)
        hasher.update(partLabel)
        hasher.update(salt.bytes)
        hasher.update(bytes)
        return hasher.finalize()
    }

    /// The commitment over the two hashes made by `part(_:salt:)`.
    public static func over(shared: Digest, private: Digest) -> Digest {
        .sha256(of: label + shared.bytes + `private`.bytes)
    }
}
