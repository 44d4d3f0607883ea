/// An attribute of a SignerInfo (RFC 5652 section 5.3).
public struct CMSAttribute: Sendable {
    public let type: ObjectIdentifier
    public let values: [ASN1Element]
    /// The whole attribute as it stands in the file.
    public let encoded: [UInt8]

    init(_ element: ASN1Element) throws(ASN1Error) {
        var reader = try element.reader()
        type = try reader.next(ASN1Tag.objectIdentifier).objectIdentifier()
        values = try reader.next(ASN1Tag.set).children()
        try reader.finish()
        encoded = Array(element.encoded)
    }
}

extension ObjectIdentifier {
    public static let contentType: ObjectIdentifier = "1.2.840.113549.1.9.3"
    public static let messageDigest: ObjectIdentifier = "1.2.840.113549.1.9.4"
    public static let signingTime: ObjectIdentifier = "1.2.840.113549.1.9.5"
    public static let contentHints: ObjectIdentifier = "1.2.840.113549.1.9.16.2.4"
    public static let counterSignature: ObjectIdentifier = "1.2.840.113549.1.9.6"
    public static let algorithmProtection: ObjectIdentifier = "1.2.840.113549.1.9.52"
    public static let signingCertificate: ObjectIdentifier = "1.2.840.113549.1.9.16.2.12"
    public static let signingCertificateV2: ObjectIdentifier = "1.2.840.113549.1.9.16.2.47"
    public static let signaturePolicy: ObjectIdentifier = "1.2.840.113549.1.9.16.2.15"
    public static let signatureTimestamp: ObjectIdentifier = "1.2.840.113549.1.9.16.2.14"
    public static let contentTimestamp: ObjectIdentifier = "1.2.840.113549.1.9.16.2.20"
    public static let certificateValues: ObjectIdentifier = "1.2.840.113549.1.9.16.2.23"
    public static let revocationValues: ObjectIdentifier = "1.2.840.113549.1.9.16.2.24"
    public static let escTimestamp: ObjectIdentifier = "1.2.840.113549.1.9.16.2.25"
    public static let certCRLTimestamp: ObjectIdentifier = "1.2.840.113549.1.9.16.2.26"
    public static let archiveTimestamp: ObjectIdentifier = "1.2.840.113549.1.9.16.2.27"
    public static let archiveTimestampV2: ObjectIdentifier = "1.2.840.113549.1.9.16.2.48"
    public static let archiveTimestampV3: ObjectIdentifier = "0.4.0.1733.2.4"
    public static let longTermValidation: ObjectIdentifier = "0.4.0.1733.2.2"
    public static let data: ObjectIdentifier = "1.2.840.113549.1.7.1"
    public static let tstInfo: ObjectIdentifier = "1.2.840.113549.1.9.16.1.4"
}
