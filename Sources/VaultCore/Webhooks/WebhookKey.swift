import PKI

/// The key that signs what webhooks get: Ed25519, in the spelling of Standard Webhooks 1.0.0.
///
/// `whsk_` and the base64 of seed and public key; receivers get `whpk_` and the base64 of the public key. It signs nothing
/// else. Descriptions never show the seed.
public struct WebhookKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    private static let secretPrefix = "whsk_"
    private static let publicPrefix = "whpk_"

    private let seed: [UInt8]
    /// 32 bytes.
    public let publicKey: [UInt8]

    private init?(seed: [UInt8]) {
        guard let publicKey = Ed25519.publicKey(seed: seed) else { return nil }
        self.seed = seed
        self.publicKey = publicKey
    }

    /// A new key from the operating system's randomness.
    /// - Throws: `KEY_MALFORMED` where OpenSSL makes none.
    public static func generate() throws(VaultError) -> WebhookKey {
        guard let key = WebhookKey(seed: SecureRandom.bytes(Ed25519.keyByteCount)) else {
            throw VaultError(.keyMalformed, ["key": "webhook"])
        }
        return key
    }

    /// Parses the secret text form, without a newline at its end; nil where the two halves do not belong together.
    public init?(text: String) {
        guard text.utf8.starts(with: Self.secretPrefix.utf8),
            let bytes = Base64.decode(text.utf8.dropFirst(Self.secretPrefix.utf8.count)),
            bytes.count == 2 * Ed25519.keyByteCount
        else { return nil }
        self.init(seed: Array(bytes.prefix(Ed25519.keyByteCount)))
        guard publicKey == Array(bytes.suffix(Ed25519.keyByteCount)) else { return nil }
    }

    /// The secret text form, to be kept as key files are.
    public var text: String { Self.secretPrefix + Base64.encode(seed + publicKey) }

    /// What receivers get: `whpk_…`.
    public var publicText: String { Self.publicPrefix + Base64.encode(publicKey) }

    func sign(_ bytes: [UInt8]) -> [UInt8] {
        guard let signature = Ed25519.sign(bytes, seed: seed) else {
            preconditionFailure("a seed that made a public key signs")
        }
        return signature
    }

    public var description: String { "WebhookKey(\(publicText))" }
    public var customMirror: Mirror { Mirror(self, children: ["publicKey": publicText]) }
}
