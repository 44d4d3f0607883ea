/// What a person names a document by (`REF` in design.md section 8): its id, its code, or the first digits of a digest.
public struct DocumentReference: Hashable, Sendable {
    /// Fewer digits would soon mean several documents.
    public static let minimumDigestPrefix = 6

    /// As given.
    public let text: String

    /// - Throws: `REFERENCE_MALFORMED` for an empty or overlong text.
    public init(_ text: String) throws(VaultError) {
        guard (1...DocumentCode.maximumLength).contains(text.utf8.count), !ByteText.hasControls(text) else {
            throw VaultError(.referenceMalformed)
        }
        self.text = text
    }

    /// The document id that the text may be.
    public var document: DocumentID? { DocumentID(text) }

    /// The first hexadecimal digits of a SHA-256 that the text may be, `sha256:` left out.
    public var digestPrefix: String? {
        let digits = text.hasPrefix("sha256:") ? String(text.dropFirst("sha256:".count)) : text
        guard (Self.minimumDigestPrefix...64).contains(digits.utf8.count),
            digits.utf8.allSatisfy({
                ("0"..."9").contains(Unicode.Scalar($0)) || ("a"..."f").contains(Unicode.Scalar($0))
            })
        else { return nil }
        return digits
    }
}
