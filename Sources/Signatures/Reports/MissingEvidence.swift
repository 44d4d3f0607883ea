/// Evidence that would settle an open verdict, and where it may be had (design.md section 1.3).
public struct MissingEvidence: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case revocation, certificate
    }

    public let kind: Kind
    /// The certificate whose status is unknown: its SHA-256, hexadecimal.
    public let certificateSha256: String
    /// The issuer's name, RFC 4514.
    public let issuer: String
    /// CRL and OCSP addresses from a certificate whose own signature chains to an anchor; empty otherwise.
    public let addresses: [String]

    public init(kind: Kind, certificateSha256: String, issuer: String, addresses: [String]) {
        self.kind = kind
        self.certificateSha256 = certificateSha256
        self.issuer = issuer
        self.addresses = addresses
    }
}
