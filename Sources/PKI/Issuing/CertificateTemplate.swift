/// What a certificate shall say, for the certificates that kho itself makes: a vault's self-signed seal, the
/// demonstration's PKI, and those of tests.
public struct CertificateTemplate: Sendable {
    public struct NameAttribute: Sendable {
        public let type: ObjectIdentifier
        public let value: String

        public init(_ type: ObjectIdentifier, _ value: String) {
            self.type = type
            self.value = value
        }
    }

    public var subject: [NameAttribute]
    public var notBefore: Instant
    public var notAfter: Instant
    /// basicConstraints; nil for an end entity.
    public var pathLength: Int?
    public var isAuthority = false
    /// keyUsage as OpenSSL's configuration names it: `digitalSignature,nonRepudiation`; nil leaves it out.
    public var keyUsage: String?
    /// extendedKeyUsage likewise: `emailProtection`, `critical,timeStamping`; nil leaves it out.
    public var extendedKeyUsage: String?
    public var crlAddresses: [String] = []
    public var ocspAddresses: [String] = []
    /// id-pkix-ocsp-nocheck, for an OCSP responder.
    public var hasOCSPNoCheck = false
    /// nil for a random one of 16 bytes.
    public var serialNumber: [UInt8]?

    public init(subject: [NameAttribute], notBefore: Instant, notAfter: Instant) {
        self.subject = subject
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// An authority's certificate.
    public static func authority(
        _ commonName: String, notBefore: Instant, notAfter: Instant, pathLength: Int? = nil
    ) -> CertificateTemplate {
        var template = CertificateTemplate(
            subject: [.init(.commonName, commonName)], notBefore: notBefore, notAfter: notAfter)
        template.isAuthority = true
        template.pathLength = pathLength
        template.keyUsage = "critical,keyCertSign,cRLSign"
        return template
    }

    /// A signer's certificate, as the national CAs write it (domain.md section 2.3).
    public static func signer(
        _ subject: [NameAttribute], notBefore: Instant, notAfter: Instant
    ) -> CertificateTemplate {
        var template = CertificateTemplate(subject: subject, notBefore: notBefore, notAfter: notAfter)
        template.keyUsage = "critical,digitalSignature,nonRepudiation"
        template.extendedKeyUsage = "emailProtection,1.3.6.1.5.5.7.3.36"
        return template
    }
}
