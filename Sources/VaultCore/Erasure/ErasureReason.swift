/// Why something is erased, as a word of the vault's own list: `owner-request`, `retention-ended`, `wrong-owner`.
///
/// A word and no sentence, since it stays in the log for good and is told to receivers: nobody's name or number may get
/// into it.
public struct ErasureReason: Hashable, Sendable, CustomStringConvertible {
    /// Words are short.
    public static let maximumLength = 64
    /// From nine digits on, a number may be somebody's.
    private static let maximumDigits = 8

    public let text: String

    /// - Throws: `ERASURE_REASON_MALFORMED` for anything but small ASCII letters, digits and inner hyphens, or for more than
    ///   eight digits in a row, hyphens left out.
    public init(_ text: String) throws(VaultError) {
        let bytes = Array(text.utf8)
        let hyphen = UInt8(ascii: "-")
        guard (1...Self.maximumLength).contains(bytes.count), bytes.first != hyphen, bytes.last != hyphen,
            bytes.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) || $0 == hyphen })
        else { throw VaultError(.erasureReasonMalformed) }
        var digits = 0
        for byte in bytes where byte != hyphen {
            digits = Self.isDigit(byte) ? digits + 1 : 0
            guard digits <= Self.maximumDigits else { throw VaultError(.erasureReasonMalformed) }
        }
        self.text = text
    }

    public var description: String { text }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
