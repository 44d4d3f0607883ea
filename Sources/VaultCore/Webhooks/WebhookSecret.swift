import PKI

/// A secret that the vault shares with one webhook's receiver, for receivers whose libraries know only the symmetric
/// signatures of Standard Webhooks 1.0.0 (`v1`): `whsec_` and the base64 of 32 bytes.
///
/// Whoever has it can make messages for that receiver, the receiver among them; the vault's key signs them besides.
/// Descriptions never show it.
public struct WebhookSecret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    private static let prefix = "whsec_"
    /// The standard asks for 24 to 64.
    private static let byteCount = 32

    private let bytes: [UInt8]

    /// A new one from the operating system's randomness.
    public init() { bytes = SecureRandom.bytes(Self.byteCount) }

    /// Parses the text form, without a newline at its end.
    public init?(text: String) {
        guard text.utf8.starts(with: Self.prefix.utf8),
            let bytes = Base64.decode(text.utf8.dropFirst(Self.prefix.utf8.count)),
            bytes.count == Self.byteCount
        else { return nil }
        self.bytes = bytes
    }

    /// The secret text form, for the receiver and for the vault's own file.
    public var text: String { Self.prefix + Base64.encode(bytes) }

    /// HMAC-SHA-256.
    func code(of message: [UInt8]) -> [UInt8] { MessageAuthenticationCode(key: bytes).code(of: message) }

    public var description: String { "WebhookSecret" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
