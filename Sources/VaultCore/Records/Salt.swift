import PKI

/// 32 random bytes that keep a part from being guessed from its hash; a new one for each part.
public struct Salt: Hashable, Sendable {
    public static let byteCount = 32

    public let bytes: [UInt8]

    /// - Returns: nil for any other number of bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    public static func random() -> Salt { Salt(unchecked: SecureRandom.bytes(byteCount)) }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}
