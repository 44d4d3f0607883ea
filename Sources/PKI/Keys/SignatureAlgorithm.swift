/// A signature algorithm with everything that checking needs.
public enum SignatureAlgorithm: Sendable, Hashable {
    case rsaPKCS1v15(DigestAlgorithm)
    case rsaPSS(DigestAlgorithm, maskDigest: DigestAlgorithm, saltLength: Int)
    case ecdsa(DigestAlgorithm)
    /// BSI TR-03111 plain ECDSA: `r ‖ s` without DER.
    case plainECDSA(DigestAlgorithm)
    case dsa(DigestAlgorithm)
    /// PureEdDSA (RFC 8419); the message is not hashed first.
    case ed25519, ed448

    /// The longest salt that fits an RSA key of 16384 bits: OpenSSL makes salts as long as the key allows.
    public static let maximumSaltLength = 2048

    /// The digest over the message; nil for EdDSA.
    public var digest: DigestAlgorithm? {
        switch self {
        case .rsaPKCS1v15(let digest), .rsaPSS(let digest, _, _), .ecdsa(let digest), .plainECDSA(let digest),
            .dsa(let digest):
            digest
        case .ed25519, .ed448: nil
        }
    }

    /// As reports write it.
    public var name: String {
        switch self {
        case .rsaPKCS1v15: "RSA-PKCS1v15"
        case .rsaPSS: "RSASSA-PSS"
        case .ecdsa: "ECDSA"
        case .plainECDSA: "plain-ECDSA"
        case .dsa: "DSA"
        case .ed25519: "Ed25519"
        case .ed448: "Ed448"
        }
    }

    func fits(_ kind: KeyKind) -> Bool {
        switch (self, kind) {
        case (.rsaPKCS1v15, .rsa), (.rsaPSS, .rsa), (.rsaPSS, .rsaPSS), (.ecdsa, .ec), (.plainECDSA, .ec),
            (.dsa, .dsa), (.ed25519, .ed25519), (.ed448, .ed448):
            true
        default: false
        }
    }

    /// Why an AlgorithmIdentifier names no algorithm that kho may use.
    public enum Refusal: Error, Sendable, Hashable {
        case unsupported(ObjectIdentifier)
        /// The digest in the signature's algorithm is another than the digestAlgorithm beside it.
        case digestMismatch(signature: DigestAlgorithm, digest: DigestAlgorithm)
        case badParameters(ObjectIdentifier)
    }

    /// Reads the signatureAlgorithm of a SignerInfo (RFC 5652 section 5.3).
    ///
    /// - Parameters:
    ///   - identifier: the signatureAlgorithm.
    ///   - digest: the digestAlgorithm beside it, which must agree with the one in the signature's algorithm: a
    ///     verifier that believes only one of the two can be led to check another signature than the signer made.
    public init(_ identifier: AlgorithmIdentifier, digest: DigestAlgorithm) throws(Refusal) {
        let oid = identifier.oid
        if let found = Self.families.first(where: { $0.oid == oid }) {
            guard identifier.hasNoParameters else { throw .badParameters(oid) }
            if let own = found.digest, own != digest { throw .digestMismatch(signature: own, digest: digest) }
            self = found.family(digest)
        } else if oid == Self.pss {
            self = try Self.pss(identifier, digest: digest)
        } else if oid == "1.3.101.112" || oid == "1.3.101.113" {
            guard identifier.parameters == nil else { throw .badParameters(oid) }
            self = oid == "1.3.101.112" ? .ed25519 : .ed448
        } else {
            throw .unsupported(oid)
        }
    }

    private static let pss: ObjectIdentifier = "1.2.840.113549.1.1.10"
    private static let mgf1: ObjectIdentifier = "1.2.840.113549.1.1.8"

    /// RSASSA-PSS-params (RFC 4055 section 3.1) with its defaults.
    private static func pss(_ identifier: AlgorithmIdentifier, digest: DigestAlgorithm) throws(Refusal)
        -> SignatureAlgorithm
    {
        var hash = DigestAlgorithm.sha1
        var mask = DigestAlgorithm.sha1
        var salt = 20
        do {
            guard let parameters = identifier.parameters else { throw Refusal.badParameters(pss) }
            var reader = try ASN1Reader.single(parameters).reader()
            if let element = try reader.optional(ASN1Tag.context(0)) {
                hash = try digestAlgorithm(AlgorithmIdentifier(onlyChild(element)))
            }
            if let element = try reader.optional(ASN1Tag.context(1)) {
                let generator = try AlgorithmIdentifier(onlyChild(element))
                guard generator.oid == mgf1, let inner = generator.parameters else { throw Refusal.badParameters(pss) }
                mask = try digestAlgorithm(AlgorithmIdentifier(ASN1Reader.single(inner)))
            }
            if let element = try reader.optional(ASN1Tag.context(2)) { salt = try onlyChild(element).smallInteger() }
            if let element = try reader.optional(ASN1Tag.context(3)) {
                guard try onlyChild(element).smallInteger() == 1 else { throw Refusal.badParameters(pss) }
            }
            try reader.finish()
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw .badParameters(pss)
        }
        guard salt <= maximumSaltLength else { throw .badParameters(pss) }
        guard hash == digest else { throw .digestMismatch(signature: hash, digest: digest) }
        return .rsaPSS(hash, maskDigest: mask, saltLength: salt)
    }

    private static func onlyChild(_ element: ASN1Element) throws(ASN1Error) -> ASN1Element {
        var reader = try element.reader()
        guard let child = try reader.next() else {
            throw ASN1Error(.missingElement, at: element.contentRange.lowerBound)
        }
        try reader.finish()
        return child
    }

    private static func digestAlgorithm(_ identifier: AlgorithmIdentifier) throws -> DigestAlgorithm {
        guard identifier.hasNoParameters, let digest = DigestAlgorithm(oid: identifier.oid) else {
            throw Refusal.badParameters(identifier.oid)
        }
        return digest
    }

    private typealias Family = @Sendable (DigestAlgorithm) -> SignatureAlgorithm

    /// Identifiers whose parameters say nothing, with the digest that they name (nil: the digestAlgorithm alone does).
    private static let families: [(oid: ObjectIdentifier, family: Family, digest: DigestAlgorithm?)] = {
        let pkcs1: Family = { .rsaPKCS1v15($0) }
        let ecdsa: Family = { .ecdsa($0) }
        let plain: Family = { .plainECDSA($0) }
        let dsa: Family = { .dsa($0) }
        return [
            ("1.2.840.113549.1.1.1", pkcs1, nil),
            ("1.2.840.113549.1.1.4", pkcs1, .md5),
            ("1.2.840.113549.1.1.5", pkcs1, .sha1),
            ("1.3.14.3.2.29", pkcs1, .sha1),
            ("1.2.840.113549.1.1.14", pkcs1, .sha224),
            ("1.2.840.113549.1.1.11", pkcs1, .sha256),
            ("1.2.840.113549.1.1.12", pkcs1, .sha384),
            ("1.2.840.113549.1.1.13", pkcs1, .sha512),
            ("2.16.840.1.101.3.4.3.13", pkcs1, .sha3_224),
            ("2.16.840.1.101.3.4.3.14", pkcs1, .sha3_256),
            ("2.16.840.1.101.3.4.3.15", pkcs1, .sha3_384),
            ("2.16.840.1.101.3.4.3.16", pkcs1, .sha3_512),
            ("1.2.840.10045.2.1", ecdsa, nil),
            ("1.2.840.10045.4.1", ecdsa, .sha1),
            ("1.2.840.10045.4.3.1", ecdsa, .sha224),
            ("1.2.840.10045.4.3.2", ecdsa, .sha256),
            ("1.2.840.10045.4.3.3", ecdsa, .sha384),
            ("1.2.840.10045.4.3.4", ecdsa, .sha512),
            ("2.16.840.1.101.3.4.3.9", ecdsa, .sha3_224),
            ("2.16.840.1.101.3.4.3.10", ecdsa, .sha3_256),
            ("2.16.840.1.101.3.4.3.11", ecdsa, .sha3_384),
            ("2.16.840.1.101.3.4.3.12", ecdsa, .sha3_512),
            ("0.4.0.127.0.7.1.1.4.1.1", plain, .sha1),
            ("0.4.0.127.0.7.1.1.4.1.2", plain, .sha224),
            ("0.4.0.127.0.7.1.1.4.1.3", plain, .sha256),
            ("0.4.0.127.0.7.1.1.4.1.4", plain, .sha384),
            ("0.4.0.127.0.7.1.1.4.1.5", plain, .sha512),
            ("1.2.840.10040.4.1", dsa, nil),
            ("1.2.840.10040.4.3", dsa, .sha1),
            ("2.16.840.1.101.3.4.3.1", dsa, .sha224),
            ("2.16.840.1.101.3.4.3.2", dsa, .sha256),
        ]
    }()
}
