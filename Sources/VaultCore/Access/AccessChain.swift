import PKI

/// The hash chain over the journal of accesses:
///
///     chain(0) = 32 zero bytes
///     chain(n) = SHA-256("kho.access/1" ‖ 0x00 ‖ chain(n-1) ‖ part(n))
///
/// with `part(n)` the salted hash of the entry's bytes, as `Commitment` makes it.
public enum AccessChain {
    private static let label = Array("kho.access/1".utf8) + [0]

    public static let byteCount = 32
    /// Of the empty journal.
    public static let start = [UInt8](repeating: 0, count: byteCount)

    public static func next(_ chain: [UInt8], _ bytes: [UInt8], salt: Salt) -> [UInt8] {
        Digest.sha256(of: label + chain + Commitment.part(bytes, salt: salt).bytes).bytes
    }
}
