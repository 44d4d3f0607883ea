/// Who signed, as the certificate says.
public struct SignerReport: Sendable, Hashable {
    /// What kind of subject a certificate names (domain.md section 2.3).
    public enum Kind: String, Sendable, Hashable {
        case personal, organisation, employee, authority, unknown
    }

    /// Distinguished names, RFC 4514.
    public let subject: String
    public let issuer: String
    /// Serial number, upper-case hexadecimal.
    public let serial: String
    /// SHA-256 of the certificate's DER, hexadecimal.
    public let certificateSha256: String
    /// The subject's UIDs and other numbers, `CCCD:038093015572`, in the order of the name.
    public let identifiers: [String]
    /// Whether the subject has a number besides that is not in the one spelling which is read: nobody can be sure then
    /// whom it names.
    public let hasDoubtfulIdentifiers: Bool
    public let kind: Kind
    /// The subject's common name, for people to read.
    public let commonName: String?

    public init(
        subject: String, issuer: String, serial: String, certificateSha256: String, identifiers: [String],
        hasDoubtfulIdentifiers: Bool = false, kind: Kind, commonName: String?
    ) {
        self.subject = subject
        self.issuer = issuer
        self.serial = serial
        self.certificateSha256 = certificateSha256
        self.identifiers = identifiers
        self.hasDoubtfulIdentifiers = hasDoubtfulIdentifiers
        self.kind = kind
        self.commonName = commonName
    }
}
