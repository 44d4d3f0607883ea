import PKI

/// A witness's statement that a checkpoint was consistent with all it had seen of the log, at a time it names
/// (C2SP tlog-cosignature, `cosignature/v1`, signature type 0x04).
public struct Cosignature: Hashable, Sendable {
    /// Seconds since 1970 end here (C2SP tlog-cosignature), so that signed arithmetic can hold them.
    public static let maximumTime = UInt64(Int64.max)
    static let timeByteCount = 8

    /// The witness's key; its signature was verified.
    public let witness: NoteVerifierKey
    /// When the witness signed, by its own clock: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public let time: UInt64

    /// - Returns: nil unless the signature is this key's cosignature over the text.
    init?(verifying signature: NoteSignature, by key: NoteVerifierKey, over text: String) {
        guard key.algorithm == .cosignatureV1, key.claims(signature),
            signature.bytes.count == Self.timeByteCount + Ed25519.signatureByteCount
        else { return nil }
        let time = signature.bytes.prefix(Self.timeByteCount).reduce(0) { $0 << 8 | UInt64($1) }
        let message = Self.message(time: time, text: text)
        guard time <= Self.maximumTime,
            Ed25519.verify(
                Array(signature.bytes.dropFirst(Self.timeByteCount)), of: message, publicKey: key.publicKey)
        else { return nil }
        self.witness = key
        self.time = time
    }

    /// What a witness signs: two header lines, then the checkpoint's whole text.
    static func message(time: UInt64, text: String) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(text)".utf8)
    }
}
