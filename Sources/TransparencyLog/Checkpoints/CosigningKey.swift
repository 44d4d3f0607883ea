import PKI

/// A witness's private key, for `cosignature/v1`.
///
/// kho's logs are witnessed by others; this is for those who run a witness of their own, and for tests.
public struct CosigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// What verifies this key's cosignatures (type 0x04).
    public let verifierKey: NoteVerifierKey
    private let seed: [UInt8]

    /// - Returns: nil unless the name is a valid key name and the seed 32 bytes.
    public init?(name: String, seed: [UInt8]) {
        guard let publicKey = Ed25519.publicKey(seed: seed),
            let verifierKey = NoteVerifierKey(name: name, algorithm: .cosignatureV1, publicKey: publicKey)
        else { return nil }
        self.verifierKey = verifierKey
        self.seed = seed
    }

    /// The cosignature line over a checkpoint's text.
    ///
    /// - Parameter time: seconds since 1970, at most `Cosignature.maximumTime`.
    /// - Returns: nil where the time is beyond that.
    public func cosign(_ text: String, time: UInt64) -> NoteSignature? {
        guard time <= Cosignature.maximumTime,
            let signature = Ed25519.sign(Cosignature.message(time: time, text: text), seed: seed)
        else { return nil }
        let stamp = (0..<Cosignature.timeByteCount).map { UInt8(time >> UInt64(56 - 8 * $0) & 0xff) }
        return NoteSignature(unchecked: verifierKey.name, keyID: verifierKey.keyID, bytes: stamp + signature)
    }

    public var description: String { "CosigningKey(\(verifierKey.name))" }
    public var customMirror: Mirror { Mirror(self, children: ["verifierKey": verifierKey]) }
}
