import PKI

/// The name of an upload: nobody guesses another's.
public struct UploadID: Hashable, Sendable, CustomStringConvertible {
    private static let byteCount = 16

    /// 32 lower-case hexadecimal digits.
    public let text: String

    public init?(_ text: some StringProtocol) {
        guard let bytes = [UInt8](hexadecimal: String(text)), bytes.count == Self.byteCount,
            bytes.hexadecimal.utf8.elementsEqual(text.utf8)
        else { return nil }
        self.text = String(text)
    }

    static func random() -> UploadID {
        UploadID(bytes: SecureRandom.bytes(byteCount))
    }

    private init(bytes: [UInt8]) { text = bytes.hexadecimal }

    public var description: String { text }
}
