import PKI

/// A witness's private key, for `cosignature/v1`.
///
/// Its text is made like a log's (`NoteSigningKey`), with the signature type of cosignatures:
/// `PRIVATE+KEY+<name>+<key ID, 8 hex digits>+<base64 of 0x04 and the seed>`. Descriptions never show the seed.
public struct CosigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    private static let prefix = "PRIVATE+KEY+"

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

    /// A new key from the operating system's randomness; nil where the name is no valid key name.
    public static func generate(name: String) -> CosigningKey? {
        CosigningKey(name: name, seed: SecureRandom.bytes(Ed25519.keyByteCount))
    }

    /// Parses the text form, without a newline at its end; nil where anything in it is wrong, the key ID included.
    public init?(text: String) {
        guard text.utf8.count <= NoteVerifierKey.maximumByteCount, text.utf8.starts(with: Self.prefix.utf8),
            let rest = String(text.utf8.dropFirst(Self.prefix.utf8.count)), let parts = KeyName.parse(rest),
            NoteKeyAlgorithm(parts.material[0]) == .cosignatureV1
        else { return nil }
        self.init(name: parts.name, seed: Array(parts.material.dropFirst()))
        guard verifierKey.keyID == parts.keyID else { return nil }
    }

    /// The secret text form.
    public var text: String {
        let material = Base64.encode([NoteKeyAlgorithm.cosignatureV1.byte] + seed)
        return "\(Self.prefix)\(verifierKey.name)+\(KeyName.text(keyID: verifierKey.keyID))+\(material)"
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
