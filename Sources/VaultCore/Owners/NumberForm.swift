public import Signatures

/// What a number of a scheme must look like. Only its form is checked: no check digit, no register.
public enum NumberForm: String, Sendable, Hashable {
    case nineDigits = "nine-digits"
    case twelveDigits = "twelve-digits"
    /// Ten digits of an enterprise, with `-NNN` for a branch, or the twelve that people have for a tax code.
    case taxCode = "tax-code"
    /// Capital ASCII letters, digits, and hyphens between them: for schemes whose exact form no source at hand tells.
    case lettersAndDigits = "letters-and-digits"

    /// The longest known number of such a scheme has 15 characters; twice that leaves room.
    private static let maximumLength = 32

    public init(_ scheme: IdentifierScheme) {
        self =
            switch scheme {
            case .citizen: .twelveDigits
            case .formerCitizen: .nineDigits
            case .taxCode: .taxCode
            case .passport, .socialInsurance, .personal, .personalPaper, .foreignTaxCode, .budgetCode: .lettersAndDigits
            }
    }

    public func fits(_ number: String) -> Bool {
        let bytes = Array(number.utf8)
        switch self {
        case .nineDigits: return bytes.count == 9 && bytes.allSatisfy(Self.isDigit)
        case .twelveDigits: return bytes.count == 12 && bytes.allSatisfy(Self.isDigit)
        case .taxCode:
            let isBranch = bytes.count == 14 && bytes[10] == UInt8(ascii: "-")
            let digits = isBranch ? bytes[..<10] + bytes[11...] : bytes[...]
            return (isBranch || [10, 12].contains(bytes.count)) && digits.allSatisfy(Self.isDigit)
        case .lettersAndDigits:
            let hyphen = UInt8(ascii: "-")
            return (1...Self.maximumLength).contains(bytes.count) && bytes.first != hyphen && bytes.last != hyphen
                && bytes.allSatisfy { Self.isDigit($0) || Self.isCapital($0) || $0 == hyphen }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
}
