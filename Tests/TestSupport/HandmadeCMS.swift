public import PKI

/// A SignedData put together field by field, so that a test can make any one of them wrong.
///
/// As it comes, it is a good CAdES-B-B; nothing here checks anything.
public struct HandmadeCMS {
    public var contentType: ObjectIdentifier
    /// The content octets; nil for a detached signature.
    public var content: [UInt8]?
    public var certificates: [[UInt8]]
    public var crls: [[UInt8]] = []
    public var signers: [HandmadeSigner]

    /// A signature of one signer over `content`.
    public init(
        _ signer: HandmadeSigner, content: [UInt8]?, contentType: ObjectIdentifier = .data,
        certificates: [[UInt8]]? = nil
    ) {
        self.contentType = contentType
        self.content = content
        self.certificates = certificates ?? [signer.identity.certificate]
        signers = [signer]
    }

    /// The fields of SignedData, in order, each encoded.
    public func fields() throws -> [[UInt8]] {
        var inner = DER.objectIdentifier(contentType)
        if let content { inner += DER.element(ASN1Tag.context(0), DER.octetString(content)) }
        var fields = [
            DER.integer(contentType == .data ? 1 : 3), DER.setOf(signers.map { $0.digestIdentifier }),
            DER.element(ASN1Tag.sequence, inner),
        ]
        if !certificates.isEmpty { fields.append(DER.element(ASN1Tag.context(0), certificates.joined())) }
        if !crls.isEmpty { fields.append(DER.element(ASN1Tag.context(1), crls.joined())) }
        fields.append(DER.element(ASN1Tag.set, try signers.map { try $0.encoded() }.joined()))
        return fields
    }

    public func encoded() throws -> [UInt8] { Self.contentInfo(DER.element(ASN1Tag.sequence, try fields().joined())) }

    /// The file with indefinite lengths around everything down to the content, which is in pieces of `pieceSize`.
    public func encodedAsBER(pieceSize: Int) throws -> [UInt8] {
        var fields = try fields()
        if let content {
            var pieces: [UInt8] = []
            for start in stride(from: 0, to: content.count, by: pieceSize) {
                pieces += DER.octetString(Array(content[start..<min(start + pieceSize, content.count)]))
            }
            fields[2] = Self.indefinite(
                ASN1Tag.sequence,
                DER.objectIdentifier(contentType)
                    + Self.indefinite(ASN1Tag.context(0), Self.indefinite(ASN1Tag.octetString | 0x20, pieces)))
        }
        return Self.indefinite(
            ASN1Tag.sequence,
            DER.objectIdentifier(Self.signedData)
                + Self.indefinite(ASN1Tag.context(0), Self.indefinite(ASN1Tag.sequence, Array(fields.joined()))))
    }

    public static let signedData: ObjectIdentifier = "1.2.840.113549.1.7.2"

    public static func contentInfo(_ body: [UInt8]) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(signedData), DER.element(ASN1Tag.context(0), body))
    }

    public static func indefinite(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, 0x80] + content + [0, 0] }
}

/// One SignerInfo of a `HandmadeCMS`.
public struct HandmadeSigner {
    public var identity: MintedPKI.Identity
    public var algorithm: SignatureAlgorithm
    public var digestAlgorithm: DigestAlgorithm
    /// What is signed: attributes in this order; nil signs the content itself.
    public var attributes: [[UInt8]]?
    /// What a signer without attributes signs.
    public var content: [UInt8]
    /// DER sorts the attributes; a sloppy signer does not.
    public var signsSorted = true
    public var writesSorted = true
    /// The digestAlgorithm and signatureAlgorithm fields, where they shall say something else.
    public var digestIdentifier: [UInt8]
    public var signatureIdentifier: [UInt8]
    /// The sid field.
    public var identifier: [UInt8]
    /// The signature value, where it shall be another one.
    public var signature: [UInt8]?
    /// Made from the signature value.
    public var unsignedAttributes: ([UInt8]) throws -> [[UInt8]] = { _ in [] }

    public init(
        _ identity: MintedPKI.Identity, over content: [UInt8], contentType: ObjectIdentifier? = .data,
        algorithm: SignatureAlgorithm? = nil, digest: DigestAlgorithm? = nil, signingTime: Instant? = MintedPKI.now
    ) throws {
        self.identity = identity
        self.content = content
        self.algorithm = algorithm ?? identity.key.preferredAlgorithm ?? .ecdsa(.sha256)
        digestAlgorithm = digest ?? self.algorithm.digest ?? .sha512
        digestIdentifier = DER.sequence(DER.objectIdentifier(digestAlgorithm.oid))
        signatureIdentifier = self.algorithm.identifier?.der ?? []
        let certificate = try Certificate(der: identity.certificate)
        identifier = DER.sequence(certificate.issuer.der, DER.element(ASN1Tag.integer, certificate.serialNumber))
        var attributes = [
            Self.messageDigest(of: content, by: digestAlgorithm), Self.signingCertificate(identity.certificate),
        ]
        if let contentType { attributes.append(Self.attribute(.contentType, DER.objectIdentifier(contentType))) }
        if let signingTime { attributes.append(Self.attribute(.signingTime, Self.time(signingTime))) }
        self.attributes = attributes
    }

    /// An attribute with any number of values.
    public static func attribute(_ type: ObjectIdentifier, _ values: [UInt8]...) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(type), DER.element(ASN1Tag.set, values.joined()))
    }

    public static func messageDigest(of content: [UInt8], by algorithm: DigestAlgorithm = .sha256) -> [UInt8] {
        attribute(.messageDigest, DER.octetString(Digest(of: content, by: algorithm).bytes))
    }

    /// signing-certificate-v2 by SHA-256.
    public static func signingCertificate(_ certificate: [UInt8]) -> [UInt8] {
        attribute(
            .signingCertificateV2,
            DER.sequence(DER.sequence(DER.sequence(DER.octetString(Digest.sha256(of: certificate).bytes)))))
    }

    /// CMSAlgorithmProtection (RFC 6211).
    public static func algorithmProtection(_ digest: [UInt8], _ signature: AlgorithmIdentifier) -> [UInt8] {
        attribute(
            .algorithmProtection,
            DER.sequence(
                digest,
                DER.element(
                    ASN1Tag.context(1), DER.objectIdentifier(signature.oid) + (signature.parameters ?? []))))
    }

    public static func time(_ instant: Instant) -> [UInt8] {
        let digits = instant.description.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return DER.element(ASN1Tag.generalizedTime, digits.prefix(14) + [UInt8(ascii: "Z")])
    }

    private func set(_ attributes: [[UInt8]], sorted: Bool) -> [UInt8] {
        sorted ? DER.setOf(attributes) : DER.element(ASN1Tag.set, attributes.joined())
    }

    /// The signature value.
    public func value() throws -> [UInt8] {
        if let signature { return signature }
        return try identity.key.sign(attributes.map { set($0, sorted: signsSorted) } ?? content, by: algorithm)
    }

    public func encoded() throws -> [UInt8] {
        let value = try value()
        var fields = DER.integer(1) + identifier + digestIdentifier
        if let attributes {
            var implicit = set(attributes, sorted: writesSorted)
            implicit[0] = ASN1Tag.context(0)
            fields += implicit
        }
        fields += signatureIdentifier + DER.octetString(value)
        let unsigned = try unsignedAttributes(value)
        if !unsigned.isEmpty { fields += DER.element(ASN1Tag.context(1), unsigned.joined()) }
        return DER.element(ASN1Tag.sequence, fields)
    }
}
