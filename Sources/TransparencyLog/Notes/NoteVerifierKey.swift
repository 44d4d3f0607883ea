import PKI

/// The public key that verifies signatures on notes, with the name it signs under.
///
/// Its text is the *vkey* of C2SP signed-note: `<name>+<key ID, 8 hex digits>+<base64 of type byte and key>`.
/// Keys of a type that kho does not verify are kept as they are and verify nothing.
///
/// For example:
///
///     guard let key = NoteVerifierKey("example.com/log+1f2e3d4c+AQ…"), note.isSigned(by: key) else { … }
public struct NoteVerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// A longer text is no key: an ML-DSA-44 key, the largest in use, needs under 2000 characters.
    public static let maximumByteCount = 16 * 1024

    public let name: String
    public let keyID: UInt32
    public let algorithm: NoteKeyAlgorithm
    /// The key after its type byte: 32 bytes for the types that kho verifies.
    public let publicKey: [UInt8]

    /// Parses a vkey.
    ///
    /// - Returns: nil for malformed text, and where a key of a known type has a wrong length or another key ID.
    public init?(_ vkey: String) {
        guard vkey.utf8.count <= Self.maximumByteCount, let parts = KeyName.parse(vkey),
            let key = Self(name: parts.name, algorithm: .init(parts.material[0]), publicKey: parts.material.dropFirst())
        else { return nil }
        if case .unknown = key.algorithm {
            // Some types derive their key ID otherwise (0x02: from the DER encoding), so what stands here is kept.
            self.init(name: key.name, keyID: parts.keyID, algorithm: key.algorithm, publicKey: key.publicKey)
        } else {
            guard key.keyID == parts.keyID else { return nil }
            self = key
        }
    }

    /// A key from its parts, its key ID computed.
    ///
    /// - Returns: nil for an invalid name, or where a key of a known type has a wrong length.
    public init?(name: String, algorithm: NoteKeyAlgorithm, publicKey: some Collection<UInt8>) {
        guard KeyName.isValid(name) else { return nil }
        let publicKey = Array(publicKey)
        switch algorithm {
        case .ed25519, .cosignatureV1: guard publicKey.count == Ed25519.keyByteCount else { return nil }
        case .unknown: break
        }
        self.init(
            name: name, keyID: KeyName.keyID(name: name, algorithm: algorithm, publicKey: publicKey),
            algorithm: algorithm, publicKey: publicKey)
    }

    private init(name: String, keyID: UInt32, algorithm: NoteKeyAlgorithm, publicKey: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.algorithm = algorithm
        self.publicKey = publicKey
    }

    /// The vkey.
    public var text: String { "\(name)+\(KeyName.text(keyID: keyID))+\(Base64.encode([algorithm.byte] + publicKey))" }

    public var description: String { text }

    /// Whether a signature line says that it is by this key: same name, byte for byte, and same key ID.
    public func claims(_ signature: NoteSignature) -> Bool {
        signature.keyID == keyID && signature.name.utf8.elementsEqual(name.utf8)
    }

    /// Whether a signature that this key claims is its own over this text.
    ///
    /// False for keys of an unknown type.
    public func verifies(_ signature: NoteSignature, over text: String) -> Bool {
        guard claims(signature) else { return false }
        switch algorithm {
        case .ed25519: return Ed25519.verify(signature.bytes, of: Array(text.utf8), publicKey: publicKey)
        case .cosignatureV1: return Cosignature(verifying: signature, by: self, over: text) != nil
        case .unknown: return false
        }
    }

    // Swift compares strings by canonical equivalence; key names are compared by their bytes.
    public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(Array(text.utf8)) }
}
