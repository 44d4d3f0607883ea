/// What somebody wants a document for: a slug, such as a procedure's code (`1.001193`); never free text, so that no name
/// and no number of a person gets into the journal with it.
public struct AccessPurpose: Hashable, Sendable, CustomStringConvertible {
    /// The longest code of a procedure with its agency has 26 characters; twice that leaves room.
    public static let maximumLength = 64
    /// The shortest numbers of people have nine digits (`NumberForm`).
    private static let fewestDigitsOfAPerson = 9

    public let text: String

    /// - Throws: `ACCESS_PURPOSE_MALFORMED` for anything but ASCII letters, digits, dots and hyphens, and for what could
    ///   hold the number of a person.
    public init(_ text: String) throws(VaultError) {
        guard (1...Self.maximumLength).contains(text.utf8.count), text.utf8.allSatisfy(Self.isPart),
            text.utf8.split(whereSeparator: { !Self.isDigit($0) }).allSatisfy({
                $0.count < Self.fewestDigitsOfAPerson
            })
        else { throw VaultError(.accessPurposeMalformed) }
        self.text = text
    }

    public var description: String { text }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."),
            UInt8(ascii: "-"):
            true
        default: isDigit(byte)
        }
    }
}
