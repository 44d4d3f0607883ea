import PKI

/// A document's name within and outside its vault: 128 random bits, so that it says nothing of the document.
public struct DocumentID: Hashable, Sendable, CustomStringConvertible {
    /// Enough that two never meet.
    static let byteCount = 16

    /// 32 lower-case hexadecimal digits.
    public let text: String

    public init?(_ text: String) {
        guard text.utf8.count == 2 * Self.byteCount, [UInt8](hexadecimal: text) != nil else { return nil }
        self.text = text
    }

    private init(unchecked text: String) { self.text = text }

    public static func random() -> DocumentID { DocumentID(unchecked: SecureRandom.bytes(byteCount).hexadecimal) }

    public var description: String { text }
}
