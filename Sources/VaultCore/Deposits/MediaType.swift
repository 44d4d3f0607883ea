/// Media types recognised from the first bytes; a name's extension is never asked.
public enum MediaType {
    /// How many of the first bytes `recognise` looks at.
    public static let prefixLength = 8

    /// - Returns: `application/octet-stream` for whatever is none of the few that vaults hold.
    public static func recognise(prefix: [UInt8]) -> String {
        signatures.first { prefix.starts(with: $0.magic) }?.type ?? "application/octet-stream"
    }

    private static let signatures: [(magic: [UInt8], type: String)] = [
        (Array("%PDF-".utf8), "application/pdf"),
        (Array("PK\u{3}\u{4}".utf8), "application/zip"),
        (Array("<?xml".utf8), "application/xml"),
        ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "image/png"),
        ([0xff, 0xd8, 0xff], "image/jpeg"),
        ([0x49, 0x49, 0x2a, 0x00], "image/tiff"),
        ([0x4d, 0x4d, 0x00, 0x2a], "image/tiff"),
    ]

    /// A detached CMS signature, and a CMS message with its content (RFC 8551 section 3.2).
    public static let detachedCMS = "application/pkcs7-signature"
    public static let attachedCMS = "application/pkcs7-mime"
}
