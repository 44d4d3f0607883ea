public import PKI

/// A PKI minted for a test, around a fixed reference time: root, issuing authority, time-stamping authority, signers.
///
/// Everything but the keys is the same in each run; P-256 throughout, since it is quick.
public struct MintedPKI: Sendable {
    /// 2026-06-01T00:00:00Z: what tests call "now".
    public static let now = Instant("2026-06-01T00:00:00Z")!
    public static let day: Int64 = 86400

    /// A certificate with its key.
    public struct Identity: Sendable {
        public let certificate: [UInt8]
        public let key: PrivateKey

        public init(certificate: [UInt8], key: PrivateKey) {
            self.certificate = certificate
            self.key = key
        }
    }

    public let root: IssuingAuthority
    public let issuing: IssuingAuthority
    public let timestampRoot: IssuingAuthority
    public let timestampIdentity: Identity

    public init() throws {
        let from = Self.now.adding(seconds: -3650 * Self.day)
        let until = Self.now.adding(seconds: 3650 * Self.day)
        root = try .selfSigned(.authority("Test Root", notBefore: from, notAfter: until), key: .generate(.p256))
        let issuingKey = try PrivateKey.generate(.p256)
        issuing = IssuingAuthority(
            certificate: try root.issue(
                .authority("Test Issuing CA", notBefore: from, notAfter: until, pathLength: 0),
                for: issuingKey.publicKeyInfo), key: issuingKey)
        timestampRoot = try .selfSigned(
            .authority("Test TSA Root", notBefore: from, notAfter: until), key: .generate(.p256))
        let stampKey = try PrivateKey.generate(.p256)
        var template = CertificateTemplate(
            subject: [.init(.commonName, "Test TSA")], notBefore: from, notAfter: until)
        template.keyUsage = "critical,digitalSignature"
        template.extendedKeyUsage = "critical,timeStamping"
        timestampIdentity = Identity(
            certificate: try timestampRoot.issue(template, for: stampKey.publicKeyInfo), key: stampKey)
    }

    public var timestampAuthority: TimestampAuthority {
        TimestampAuthority(key: timestampIdentity.key, certificate: timestampIdentity.certificate)
    }

    /// The subject of a citizen, as the national CAs write it.
    public static func citizen(_ number: String = "038093015572", name: String = "Nguyễn Văn An")
        -> [CertificateTemplate.NameAttribute]
    {
        [.init(.userID, "CCCD:\(number)"), .init(.commonName, name)]
    }

    /// A signer's certificate and key; valid from a year before to a year after the reference time unless said.
    public func signer(
        _ subject: [CertificateTemplate.NameAttribute] = MintedPKI.citizen(), key: PrivateKey? = nil,
        notBefore: Instant = now.adding(seconds: -365 * day), notAfter: Instant = now.adding(seconds: 365 * day),
        configure: (inout CertificateTemplate) -> Void = { _ in }
    ) throws -> Identity {
        let key = try key ?? .generate(.p256)
        var template = CertificateTemplate.signer(subject, notBefore: notBefore, notAfter: notAfter)
        configure(&template)
        return Identity(certificate: try issuing.issue(template, for: key.publicKeyInfo), key: key)
    }

    /// Fresh lists of all three authorities at `time`, valid for a day before and after.
    public func lists(
        at time: Instant = now, revoked: [IssuingAuthority.RevokedEntry] = [],
        revokedAuthorities: [IssuingAuthority.RevokedEntry] = [],
        revokedTimestamping: [IssuingAuthority.RevokedEntry] = []
    ) throws -> [[UInt8]] {
        let this = time.adding(seconds: -3600)
        let next = time.adding(seconds: Self.day)
        return [
            try issuing.revocationList(revoked: revoked, thisUpdate: this, nextUpdate: next),
            try root.revocationList(revoked: revokedAuthorities, thisUpdate: this, nextUpdate: next),
            try timestampRoot.revocationList(revoked: revokedTimestamping, thisUpdate: this, nextUpdate: next),
        ]
    }

    /// A trust store with both roots and the issuing certificate, and the given evidence.
    public func trust(crls: [[UInt8]] = [], ocspResponses: [[UInt8]] = []) -> TrustStore {
        TrustStore(
            anchors: [
                TrustAnchor(der: root.certificate, purpose: .signers),
                TrustAnchor(der: timestampRoot.certificate, purpose: .timestamp),
            ],
            intermediates: [issuing.certificate], crls: crls, ocspResponses: ocspResponses)
    }
}
