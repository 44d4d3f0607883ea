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
        let draft = try draft(
            messageDigest: messageDigest, signingTime: signingTime, contentType: contentType, signedAttributes: extra,
            crls: crls)
        return draft.halves(
            attachedCount: attachedCount, unsignedAttributes: try unsignedAttributes(draft.signature))
    }

    /// A detached signature over content whose digest is known: the whole file.
    public func detached(messageDigest: Digest, signingTime: Instant?) throws(PKIError) -> [UInt8] {
        try build(messageDigest: messageDigest, attachedCount: nil, signingTime: signingTime).beforeContent
    }

    /// The signature without what is made from its value: a timestamp is asked for in between.
    /// - Parameter signingTime: nil leaves the attribute out, as a PDF signature must (ETSI EN 319 142-1 clause 6.3).
    public func draft(
        messageDigest: Digest, signingTime: Instant?, contentType: ObjectIdentifier = .data,
        signedAttributes extra: [[UInt8]] = [], crls: [[UInt8]] = []
    ) throws(PKIError) -> SignedDataDraft {
        try makeDraft(
            messageDigest: messageDigest, signingTime: signingTime, contentType: contentType,
            signedAttributes: extra, crls: crls)
    }

    /// - Parameter contentType: nil for a countersignature, which is over no content.
    private func makeDraft(
        messageDigest: Digest, signingTime: Instant?, contentType: ObjectIdentifier?, signedAttributes extra: [[UInt8]],
        crls: [[UInt8]]
    ) throws(PKIError) -> SignedDataDraft {
        guard let identifier = algorithm.identifier else { throw PKIError(.keyUnsupported) }
        let attributes = signedAttributes(
            messageDigest: messageDigest, signingTime: signingTime, contentType: contentType, identifier: identifier)
        let signed = DER.setOf(attributes + extra)
        return SignedDataDraft(
            messageDigest: messageDigest, contentType: contentType ?? .data, certificates: [certificate.der] + chain,
            crls: crls,
            signer: DER.sequence(certificate.issuer.der, DER.element(ASN1Tag.integer, certificate.serialNumber)),
            digestIdentifier: digestIdentifier, signedAttributes: signed, signatureIdentifier: identifier.der,
            signature: try key.sign(signed, by: algorithm))
    }

    /// A countersignature over the value of another signature (RFC 5652 section 11.4): its message-digest is that of the
    /// value, and there is no content-type.
    /// - Parameters:
    ///   - value: the signature value that is signed.
    ///   - extra: further signed attributes, DER.
    public func counterDraft(
        over value: [UInt8], signingTime: Instant?, signedAttributes extra: [[UInt8]] = []
    ) throws(PKIError) -> SignedDataDraft {
        try makeDraft(
            messageDigest: Digest(of: value, by: digestAlgorithm), signingTime: signingTime, contentType: nil,
            signedAttributes: extra, crls: [])
    }

    /// The attribute with what a signature says of itself, for people (RFC 2634 section 2.9).
    public static func contentHints(_ description: String) -> [UInt8] {
        attribute(
            .contentHints,
            DER.sequence(DER.element(ASN1Tag.utf8String, Array(description.utf8)), DER.objectIdentifier(.data)))
    }

    /// No signature of this key, with this certificate and chain, is longer than this many bytes in DER, apart from
    /// further attributes and lists: for whoever must leave room before there is a signature.
    public var maximumDetachedCount: Int {
        // The issuer's name stands in the certificate too, so that the certificate bounds it; object identifiers,
        // digests and lengths take under a kilobyte; a signature is as long as an RSA key, of 16384 bits at most.
        2 * certificate.der.count + chain.reduce(0) { $0 + $1.count } + 1024 + 2048
    }

    /// SHA-2 in a digestAlgorithm is written without parameters (RFC 5754 section 2).
    private var digestIdentifier: [UInt8] { DER.sequence(DER.objectIdentifier(digestAlgorithm.oid)) }

    public static func attribute(_ type: ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
        DER.sequence(DER.objectIdentifier(type), DER.element(ASN1Tag.set, value))
    }

    private func signedAttributes(
        messageDigest: Digest, signingTime: Instant?, contentType: ObjectIdentifier?, identifier: AlgorithmIdentifier
    ) -> [[UInt8]] {
        let reference = DER.sequence(DER.sequence(DER.sequence(DER.octetString(certificate.sha256.bytes))))
        let protection = DER.sequence(
            digestIdentifier,
            DER.element(ASN1Tag.context(1), identifier.der.dropFirst(Self.headerCount(identifier.der))))
        var attributes = [
            Self.attribute(.messageDigest, DER.octetString(messageDigest.bytes)),
            Self.attribute(.signingCertificateV2, reference),
            Self.attribute(.algorithmProtection, protection),
        ]
        if let contentType { attributes.append(Self.attribute(.contentType, DER.objectIdentifier(contentType))) }
        if let signingTime { attributes.append(Self.attribute(.signingTime, ASN1Time.der(signingTime))) }
        return attributes
    }

    private static func headerCount(_ element: [UInt8]) -> Int {
        element[1] & 0x80 == 0 ? 2 : 2 + Int(element[1] & 0x7f)
    }
}
