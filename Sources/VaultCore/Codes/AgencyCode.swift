/// An agency's identifier (mã định danh điện tử cơ quan), kept as it is written.
///
/// Two forms are in use: that of Decision 20/2020/QĐ-TTg with its amendment 09/2025 (`H37`, `G06.01`), and that of QCVN
/// 102:2016/BTTTT, which data from before still hold (`000.00.01.H22`). No source at hand tells how one becomes the
/// other, so neither is ever turned into the other: they are two different codes.
public struct AgencyCode: Hashable, Sendable, CustomStringConvertible {
    public enum Form: String, Hashable, Sendable, CaseIterable {
        /// A letter and two digits, and a dot and up to three characters for each level below.
        case levels
        /// Three, two and two digits, then a letter and two digits: the lowest unit first.
        case groups
    }

    /// Codes in data at hand have three levels at most. The decisions' own bound was not found; this leaves room.
    public static let maximumLevels = 5
    /// Lower levels in data have one to three digits (`G09.20`, `H55.242`).
    private static let maximumLevelLength = 3

    public let text: String
    public let form: Form

    /// - Throws: `AGENCY_CODE_MALFORMED` for anything in neither form: small letters, blanks, other digits.
    public init(_ text: String) throws(VaultError) {
        guard let form = Self.form(of: text) else { throw VaultError(.agencyCodeMalformed) }
        self.text = text
        self.form = form
    }

    /// The parts between the dots, in the order of the form: the highest level first in one, last in the other.
    public var parts: [String] { text.split(separator: ".").map(String.init) }

    public var description: String { text }

    private static func form(of text: String) -> Form? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if let first = parts.first, isTop(first), parts.count <= maximumLevels,
            parts.dropFirst().allSatisfy(isLevel)
        {
            return .levels
        }
        if parts.count == 4, zip(parts, [3, 2, 2]).allSatisfy({ $0.count == $1 && $0.allSatisfy(isDigit) }),
            isTop(parts[3])
        {
            return .groups
        }
        return nil
    }

    /// `H37`.
    private static func isTop(_ part: Substring.UTF8View) -> Bool {
        part.count == 3 && part.first.map { !isDigit($0) && isCapitalOrDigit($0) } == true
            && part.dropFirst().allSatisfy(isDigit)
    }

    private static func isLevel(_ part: Substring.UTF8View) -> Bool {
        (1...maximumLevelLength).contains(part.count) && part.allSatisfy(isCapitalOrDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isCapitalOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
