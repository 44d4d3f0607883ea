/// Bytes that are not the BER or DER they should be.
public struct ASN1Error: Error, Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case truncated
        case unexpectedTag = "unexpected tag"
        case badLength = "bad length"
        case badValue = "bad value"
        case notConstructed = "not constructed"
        case tooDeep = "nested too deeply"
        case tooMany = "too many elements"
        case trailingBytes = "trailing bytes"
        case missingElement = "missing element"
    }

    public let kind: Kind
    /// Byte position in what was read.
    public let offset: Int

    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}

public enum ASN1Limits {
    /// Nesting of elements: a CMS with a timestamp with a certificate with a deep name needs about 20 levels.
    public static let depth = 48
    /// Elements read one after another in one container; a CRL of a million entries is OpenSSL's to read, not ours.
    public static let siblings = 100_000
}
