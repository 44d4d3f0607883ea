/// What a person names a document by (`REF` in design.md section 8): its id, with `@<version>` where an earlier version is
/// meant, its code, the first digits of a digest, or a reference to a vault (`VaultReference`).
public struct DocumentReference: Hashable, Sendable {
    /// Fewer digits would soon mean several documents.
    public static let minimumDigestPrefix = 6

    /// As given.
    public let text: String
    /// The reference that the text is.
    public let vaultReference: VaultReference?
    /// The document id that the text is or names.
    public let document: DocumentID?
    /// The version that the text names; nil for the newest.
    public let version: Int?

    /// Whoever deposits a document chooses its code. So a text that is a reference, or sets out to be one, is never a
    /// code as well: nobody can make another's reference lead to his own document, or to two.
    /// - Throws: `REFERENCE_MALFORMED` for an empty or overlong text, or an id with something behind `@` that is no
    ///   version; `VAULT_REFERENCE_MALFORMED` for what begins as a reference to a vault and is none.
    public init(_ text: String) throws(VaultError) {
        guard (1...DocumentCode.maximumLength).contains(text.utf8.count), !ByteText.hasControls(text) else {
            throw VaultError(.referenceMalformed)
        }
        self.text = text
        if VaultReference.isAttempted(by: text) {
            let reference = try VaultReference(text)
            vaultReference = reference
            document = reference.document
            version = reference.version
            return
        }
        vaultReference = nil
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), maxSplits: 1, omittingEmptySubsequences: false)
        document = String(parts[0]).flatMap(DocumentID.init)
        guard document != nil, parts.count == 2 else {
            version = nil
            return
        }
        guard let number = String(parts[1]).flatMap(VaultReference.version) else {
            throw VaultError(.referenceMalformed)
        }
        version = number
    }

    /// The id of the vault that the text names.
    public var vault: String? { vaultReference?.vault }

    /// The code that the text may be.
    public var code: String? { vaultReference == nil && version == nil ? text : nil }

    /// The first hexadecimal digits of a SHA-256 that the text may be, `sha256:` left out.
    public var digestPrefix: String? {
        guard code != nil else { return nil }
        let digits = text.hasPrefix("sha256:") ? String(text.dropFirst("sha256:".count)) : text
        guard (Self.minimumDigestPrefix...64).contains(digits.utf8.count),
            digits.utf8.allSatisfy({
                ("0"..."9").contains(Unicode.Scalar($0)) || ("a"..."f").contains(Unicode.Scalar($0))
            })
        else { return nil }
        return digits
    }

    /// Whether the document may be looked for in a vault at all.
    /// - Throws: `REFERENCE_OF_OTHER_VAULT` with the vault that is named.
    public func check(vault id: String) throws(VaultError) {
        if let vault, vault != id { throw VaultError(.otherVault, ["vault": vault]) }
    }

    /// Whether what was found is what is meant.
    /// - Throws: `VERSION_NOT_FOUND` with the version for another one; `REFERENCE_CONTENT_DIFFERS` where the reference
    ///   pins other bytes.
    public func check(_ found: DocumentDescription) throws(VaultError) {
        if let version, version != found.version {
            throw VaultError(.versionNotFound, ["version": String(version)])
        }
        if let vaultReference, vaultReference.pin != nil {
            guard let digest = found.files.first?.digest, vaultReference.pins(digest) else {
                throw VaultError(.contentDiffers)
            }
        }
    }
}
