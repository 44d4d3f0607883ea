public import Signatures

/// Whose space a document is kept in: a scheme and a number, `CCCD:038093015572`.
///
/// The number is opaque; it is compared byte for byte. So a branch (`MST:0102182292-998`) is another owner than its head
/// office, and a citizen's former number (`CMND:…`) another than the present one.
public struct Owner: Hashable, Sendable, CustomStringConvertible {
    /// `CCCD`, `MST`, `HC` …: capital ASCII letters, digits and hyphens.
    public let scheme: String
    private let number: ByteText

    /// Schemes in certificates have at most eight letters; twice that leaves room.
    static let maximumSchemeLength = 16
    /// Numbers of people and organisations have at most 14 digits; agency codes are longer.
    static let maximumNumberLength = 64

    /// Parses `SCHEME:ID` as somebody names an owner: a known scheme, and a number of its form.
    /// - Throws: `OWNER_MALFORMED`, `OWNER_SCHEME_UNKNOWN`, `OWNER_NUMBER_MALFORMED` with the scheme and its form.
    public init(_ text: String) throws(VaultError) {
        try self.init(recorded: text)
        guard let known else { throw VaultError(.ownerSchemeUnknown) }
        let form = NumberForm(known)
        guard form.fits(id) else {
            throw VaultError(.ownerNumberMalformed, ["scheme": scheme, "form": form.rawValue])
        }
    }

    /// Parses `SCHEME:ID` as a record holds it. Forms may become stricter; what is recorded stays readable.
    /// - Throws: `OWNER_MALFORMED`.
    public init(recorded text: String) throws(VaultError) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let scheme = String(parts[0]), let number = String(parts[1]),
            (1...Self.maximumSchemeLength).contains(scheme.utf8.count), scheme.utf8.allSatisfy(Self.isSchemeCharacter),
            (1...Self.maximumNumberLength).contains(number.utf8.count), !ByteText.hasControls(number),
            !number.contains(where: \.isWhitespace)
        else { throw VaultError(.ownerMalformed) }
        self.scheme = scheme
        self.number = ByteText(number)
    }

    /// The number within the scheme.
    public var id: String { number.text }

    /// The scheme where it is one that certificates use.
    public var known: IdentifierScheme? { IdentifierScheme(rawValue: scheme) }

    /// By the bytes of the text.
    func precedes(_ other: Owner) -> Bool { description.utf8.lexicographicallyPrecedes(other.description.utf8) }

    public var description: String { "\(scheme):\(number.text)" }

    /// Whether a text is one that a record may hold as its owner.
    public static func isRecordable(_ text: String) -> Bool { (try? Owner(recorded: text)) != nil }

    private static func isSchemeCharacter(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
