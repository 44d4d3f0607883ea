/// A CMS file that cannot be read as one: what is wrong, and where.
public struct CMSError: Error, Hashable, Sendable {
    public enum Code: String, Hashable, Sendable {
        /// The bytes are no CMS at all.
        case notCMS = "NOT_CMS"
        /// It is a CMS, but of another content type than SignedData.
        case notSignedData = "NOT_SIGNED_DATA"
        case malformed = "CMS_MALFORMED"
        case tooLarge = "CMS_TOO_LARGE"
    }

    public let code: Code
    /// What is wrong, in words for an engineer.
    public let detail: String
    /// Byte position in the file.
    public let offset: Int

    public init(_ code: Code, _ detail: String, at offset: Int) {
        self.code = code
        self.detail = detail
        self.offset = offset
    }
}

public enum CMSLimits {
    /// Certificates, lists and SignerInfos together, without the content: a signature with ten years of archive
    /// timestamps and national CRLs stays under 20 MiB.
    public static let structureSize = 64 << 20
    /// A PEM file is decoded in memory.
    public static let pemSize = 64 << 20
    public static let signers = 256
    public static let certificates = 256
    public static let revocationItems = 256
    public static let attributes = 128
    /// Counter-signatures of counter-signatures: two levels exist in the wild.
    public static let counterSignatureDepth = 4
    /// Pieces of a constructed OCTET STRING that holds the content: 4 GiB in pieces of 1 KiB.
    public static let contentPieces = 4 << 20
}
