/// Whose space a document is kept in: a scheme and a number, `CCCD:038093015572`.
///
/// The number is opaque; it is compared byte for byte with the identifiers of a signer's certificate.
public struct Owner: Hashable, Sendable, CustomStringConvertible {
    /// `CCCD`, `MST`, `HC` …: capital ASCII letters, digits and hyphens.
    public let scheme: String
    private let number: ByteText

    /// Schemes in certificates have at most eight letters; twice that leaves room.
    static let maximumSchemeLength = 16
    /// Numbers of people and organisations have at most 14 digits; agency codes are longer.
    static let maximumNumberLength = 64

    /// Parses `SCHEME:ID`.
    /// - Throws: `OWNER_MALFORMED`.
    public init(_ text: String) throws(VaultError) {
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

    public var description: String { "\(scheme):\(number.text)" }

    /// Whether a certificate's identifier (`SCHEME:ID`) is this owner's.
    public func isNamed(by identifier: String) -> Bool { ByteText(identifier) == ByteText(description) }

    private static func isSchemeCharacter(_ character: UInt8) -> Bool {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}
