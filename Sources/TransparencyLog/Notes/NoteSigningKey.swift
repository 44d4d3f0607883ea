import PKI

/// A private key that signs notes: a name and an Ed25519 seed.
///
/// Its text is that of the signing keys of Go's note package:
/// `PRIVATE+KEY+<name>+<key ID, 8 hex digits>+<base64 of 0x01 and the seed>`. Descriptions never show the seed.
public struct NoteSigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    private static let prefix = "PRIVATE+KEY+"

    /// What verifies this key's signatures.
    public let verifierKey: NoteVerifierKey
    private let seed: [UInt8]

    /// - Returns: nil unless the name is a valid key name and the seed 32 bytes.
    public init?(name: String, seed: [UInt8]) {
        guard let publicKey = Ed25519.publicKey(seed: seed),
            let verifierKey = NoteVerifierKey(name: name, algorithm: .ed25519, publicKey: publicKey)
        else { return nil }
        self.verifierKey = verifierKey
        self.seed = seed
    }

    /// A new key from the operating system's randomness; nil where the name is no valid key name.
    public static func generate(name: String) -> NoteSigningKey? {
        NoteSigningKey(name: name, seed: SecureRandom.bytes(Ed25519.keyByteCount))
    }

    /// Parses the text form, without a newline at its end; nil where anything in it is wrong, the key ID included.
    public init?(text: String) {
        guard text.utf8.count <= NoteVerifierKey.maximumByteCount, text.utf8.starts(with: Self.prefix.utf8),
            let rest = String(text.utf8.dropFirst(Self.prefix.utf8.count)), let parts = KeyName.parse(rest),
            NoteKeyAlgorithm(parts.material[0]) == .ed25519
        else { return nil }
        self.init(name: parts.name, seed: Array(parts.material.dropFirst()))
        guard verifierKey.keyID == parts.keyID else { return nil }
    }

    /// The secret text form, to be kept as the log key file is.
    public var text: String {
        let material = Base64.encode([NoteKeyAlgorithm.ed25519.byte] + seed)
        return "\(Self.prefix)\(name)+\(KeyName.text(keyID: verifierKey.keyID))+\(material)"
    }

    public var name: String { verifierKey.name }

    /// The signature line of this key over a note's text (which ends in a newline).
    public func sign(_ text: String) -> NoteSignature {
        guard let bytes = Ed25519.sign(Array(text.utf8), seed: seed) else {
            preconditionFailure("a seed that made a public key signs")
        }
        return NoteSignature(unchecked: name, keyID: verifierKey.keyID, bytes: bytes)
    }

    public var description: String { "NoteSigningKey(\(name))" }
    public var customMirror: Mirror { Mirror(self, children: ["verifierKey": verifierKey]) }
}
