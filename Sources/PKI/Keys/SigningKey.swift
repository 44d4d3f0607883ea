/// A key that signs: a file today, a token or a remote service behind the same two members later.
public protocol SigningKey: Sendable {
    var kind: KeyKind { get }
    /// The subjectPublicKeyInfo's DER, by which key and certificate are matched.
    var publicKeyInfo: [UInt8] { get }
    /// The signature over `message` (which the key hashes itself, by the algorithm's digest).
    /// - Throws: `PKIError.signingFailed`, or `.keyUnsupported` where the key cannot do `algorithm`.
    func sign(_ message: [UInt8], by algorithm: SignatureAlgorithm) throws(PKIError) -> [UInt8]
}

extension SigningKey {
    /// What a new signature is made with: RSASSA-PSS and ECDSA, the national list's algorithms (domain.md section
    /// 2.4), or EdDSA; the digest grows with the key.
    public var preferredAlgorithm: SignatureAlgorithm? {
        switch kind {
        case .rsa(let bits), .rsaPSS(let bits):
            bits < 2048 ? nil : .rsaPSS(.sha256, maskDigest: .sha256, saltLength: 32)
        case .ec(let bits): .ecdsa(bits > 384 ? .sha512 : bits > 256 ? .sha384 : .sha256)
        case .ed25519: .ed25519
        case .ed448, .dsa: nil
        }
    }
}

extension SignatureAlgorithm {
    /// The signatureAlgorithm field for a new signature; nil for algorithms that kho does not sign with.
    public var identifier: AlgorithmIdentifier? {
        switch self {
        case .rsaPSS(let digest, let mask, let salt):
            let hash = DER.sequence(DER.objectIdentifier(digest.oid), DER.null)
            let generator = DER.sequence(
                DER.objectIdentifier("1.2.840.113549.1.1.8"), DER.sequence(DER.objectIdentifier(mask.oid), DER.null))
            return AlgorithmIdentifier(
                oid: "1.2.840.113549.1.1.10",
                parameters: DER.sequence(
                    DER.element(ASN1Tag.context(0), hash), DER.element(ASN1Tag.context(1), generator),
                    DER.element(
                        ASN1Tag.context(2),
                        DER.unsignedInteger([UInt8(truncatingIfNeeded: salt >> 8), UInt8(truncatingIfNeeded: salt)]))))
        case .rsaPKCS1v15(.sha256): return .init(oid: "1.2.840.113549.1.1.11", parameters: DER.null)
        case .rsaPKCS1v15(.sha1): return .init(oid: "1.2.840.113549.1.1.5", parameters: DER.null)
        case .ecdsa(.sha256): return .init(oid: "1.2.840.10045.4.3.2", parameters: nil)
        case .ecdsa(.sha384): return .init(oid: "1.2.840.10045.4.3.3", parameters: nil)
        case .ecdsa(.sha512): return .init(oid: "1.2.840.10045.4.3.4", parameters: nil)
        case .ed25519: return .init(oid: "1.3.101.112", parameters: nil)
        default: return nil
        }
    }
}
