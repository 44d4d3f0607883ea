/// A document's code as its issuer gave it, with the scheme it is said to follow. Opaque: kho reads no meaning out of it.
///
/// Codes hold personal numbers, so they are personal data: never in logs, paths or findings.
public struct DocumentCode: Hashable, Sendable {
    /// The scheme under which a code stands whose scheme nobody named.
    public static let unspecifiedScheme = "unspecified"

    /// Far above any code in use (the longest have about 60 characters).
    static let maximumLength = 256

    public let scheme: String
    private let text: ByteText

    /// - Throws: `CODE_MALFORMED` for an empty or overlong code, controls, or a scheme that is no short ASCII word.
    public init(_ value: String, scheme: String = unspecifiedScheme) throws(VaultError) {
        guard (1...Self.maximumLength).contains(value.utf8.count), !ByteText.hasControls(value),
            (1...64).contains(scheme.utf8.count),
            scheme.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw VaultError(.codeMalformed) }
        self.text = ByteText(value)
        self.scheme = scheme
    }

    /// The code, case and normalisation as received.
    public var value: String { text.text }

    /// What codes are unique by: the scheme, and the code whatever its Unicode normalisation.
    public struct Key: Hashable, Sendable {
        public let scheme: String
        /// Compared as Swift compares text: two that differ by normalisation alone are the same.
        public let value: String
    }

    public var key: Key { Key(scheme: scheme, value: value) }
}
