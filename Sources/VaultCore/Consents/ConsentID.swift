/// A consent's name: 128 random bits, chosen when the statement is drafted, so that a statement which is brought a second
/// time is known.
public struct ConsentID: Hashable, Sendable, CustomStringConvertible {
    /// Fewer digits would soon mean several consents.
    public static let minimumPrefix = 6

    /// 32 lower-case hexadecimal digits.
    public let text: String

    public init?(_ text: String) {
        guard DocumentID(text) != nil else { return nil }
        self.text = text
    }

    private init(_ document: DocumentID) { text = document.text }

    public static func random() -> ConsentID { ConsentID(DocumentID.random()) }

    /// Whether a text is an id or the first digits of one.
    public static func isPrefix(_ text: String) -> Bool {
        (minimumPrefix...32).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }

    public var description: String { text }
}
