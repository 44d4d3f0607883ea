/// Makes a SignedData with one signer, as CAdES-B-B asks (ETSI EN 319 122-1 clause 6): content-type, message-digest,
/// signing-time and signing-certificate-v2, all signed, and the algorithms bound by RFC 6211.
public struct SignedDataBuilder {
    private let key: any SigningKey
    private let algorithm: SignatureAlgorithm
    private let certificate: Certificate
    private let chain: [[UInt8]]
    /// The digest over the content, which the caller computes as a stream.
    public let digestAlgorithm: DigestAlgorithm

    /// - Parameters:
    ///   - certificate: the signer's, DER; its key must be `key`'s.
    ///   - chain: further certificates to include, DER.
    ///   - algorithm: nil for the key's preferred one.
    /// - Throws: `PKIError`: `.keyCertificateMismatch`, `.keyUnsupported`, `.certificateMalformed`.
    public init(
        key: any SigningKey, certificate: [UInt8], chain: [[UInt8]] = [], algorithm: SignatureAlgorithm? = nil
    ) throws(PKIError) {
        self.certificate = try Certificate(der: certificate)
        guard self.certificate.publicKeyInfo == key.publicKeyInfo else { throw PKIError(.keyCertificateMismatch) }
        guard let chosen = algorithm ?? key.preferredAlgorithm, chosen.identifier != nil else {
            throw PKIError(.keyUnsupported, "no algorithm to sign with")
        }
        self.key = key
        self.chain = chain
        self.algorithm = chosen
        // Ed25519 in CMS takes SHA-512 over the content (RFC 8419 section 3.1).
        digestAlgorithm = chosen.digest ?? .sha512
    }

    /// A SignedData in two halves: attached content of any size is written between them; for a detached one they join.
    public struct Halves: Sendable {
        public let beforeContent: [UInt8]
        public let afterContent: [UInt8]
    }

    /// - Parameters:
    ///   - messageDigest: the content's digest by `digestAlgorithm`.
    ///   - attachedCount: bytes of content that will stand between the halves; nil for a detached signature.
    ///   - signingTime: the claimed time; nil leaves the attribute out (timestamp tokens carry their own).
    ///   - unsignedAttributes: made from the signature value once it is there, whole attributes in DER.
    public func build(
        messageDigest: Digest, attachedCount: Int?, signingTime: Instant?, contentType: ObjectIdentifier = .data,
        signedAttributes extra: [[UInt8]] = [], crls: [[UInt8]] = [],
        unsignedAttributes: (_ signature: [UInt8]) throws(PKIError) -> [[UInt8]] = { _ throws(PKIError) in [] }
    ) throws(PKIError) -> Halves {
        let signer = try signerInfo(
            messageDigest: messageDigest, signingTime: signingTime, contentType: contentType, extra: extra,
            unsignedAttributes: unsignedAttributes)
        let version = DER.integer(contentType == .data ? 1 : 3)
        let digests = DER.setOf([digestIdentifier])
        let type = DER.objectIdentifier(contentType)
        var tail = DER.element(ASN1Tag.context(0), ([certificate.der] + chain).joined())
        if !crls.isEmpty { tail += DER.element(ASN1Tag.context(1), crls.joined()) }
        tail += DER.setOf([signer])
        guard let count = attachedCount else {
            let body = DER.element(ASN1Tag.sequence, version + digests + DER.sequence(type) + tail)
            return Halves(beforeContent: Self.contentInfo(body), afterContent: [])
        }
        // Headers around content that is not here yet: lengths are computed, from the inside out.
        var before = Self.header(ASN1Tag.octetString, count)
        before = Self.header(ASN1Tag.context(0), before.count + count) + before
        before = Self.header(ASN1Tag.sequence, type.count + before.count + count) + type + before
        let body = version + digests + before
        before = Self.header(ASN1Tag.sequence, body.count + count + tail.count) + body
        before = Self.header(ASN1Tag.context(0), before.count + count + tail.count) + before
        let outerType = DER.objectIdentifier(CMSLayout.signedData)
        before =
            Self.header(ASN1Tag.sequence, outerType.count + before.count + count + tail.count) + outerType + before
        return Halves(beforeContent: before, afterContent: tail)
    }

    /// A detached signature over content whose digest is known: the whole file.
    public func detached(messageDigest: Digest, signingTime: Instant?) throws(PKIError) -> [UInt8] {
        try build(messageDigest: messageDigest, attachedCount: nil, signingTime: signingTime).beforeContent
    }

    private static func header(_ tag: UInt8, _ count: Int) -> [UInt8] {
        var out: [UInt8] = [tag]
        DER.appendLength(count, to: &out)
        return out
    }

    private static func contentInfo(_ body: [UInt8]) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(CMSLayout.signedData), DER.element(ASN1Tag.context(0), body))
    }

    /// SHA-2 in a digestAlgorithm is written without parameters (RFC 5754 section 2).
    private var digestIdentifier: [UInt8] { DER.sequence(DER.objectIdentifier(digestAlgorithm.oid)) }

    public static func attribute(_ type: ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(type), DER.element(ASN1Tag.set, value))
    }

    private func signerInfo(
        messageDigest: Digest, signingTime: Instant?, contentType: ObjectIdentifier, extra: [[UInt8]],
        unsignedAttributes: (_ signature: [UInt8]) throws(PKIError) -> [[UInt8]]
    ) throws(PKIError) -> [UInt8] {
        guard let identifier = algorithm.identifier else { throw PKIError(.keyUnsupported) }
        let reference = DER.sequence(DER.sequence(DER.sequence(DER.octetString(certificate.sha256.bytes))))
        let protection = DER.sequence(
            digestIdentifier,
            DER.element(ASN1Tag.context(1), identifier.der.dropFirst(Self.headerCount(identifier.der))))
        var attributes = [
            Self.attribute(.contentType, DER.objectIdentifier(contentType)),
            Self.attribute(.messageDigest, DER.octetString(messageDigest.bytes)),
            Self.attribute(.signingCertificateV2, reference),
            Self.attribute(.algorithmProtection, protection),
        ]
        if let signingTime { attributes.append(Self.attribute(.signingTime, ASN1Time.der(signingTime))) }
        let signed = DER.setOf(attributes + extra)
        let signature = try key.sign(signed, by: algorithm)
        var implicit = signed
        implicit[0] = ASN1Tag.context(0)
        let sid = DER.sequence(certificate.issuer.der, DER.element(ASN1Tag.integer, certificate.serialNumber))
        let unsigned = try unsignedAttributes(signature)
        var unsignedDER: [UInt8] = []
        if !unsigned.isEmpty {
            unsignedDER = DER.setOf(unsigned)
            unsignedDER[0] = ASN1Tag.context(1)
        }
        return DER.element(
            ASN1Tag.sequence,
            DER.integer(1) + sid + digestIdentifier + implicit + identifier.der + DER.octetString(signature)
                + unsignedDER)
    }

    private static func headerCount(_ element: [UInt8]) -> Int {
        element[1] & 0x80 == 0 ? 2 : 2 + Int(element[1] & 0x7f)
    }
}
