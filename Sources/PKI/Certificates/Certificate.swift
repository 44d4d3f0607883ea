internal import COpenSSL

/// An X.509 certificate (RFC 5280), read by OpenSSL.
///
/// It holds a C handle: it lives within one synchronous call, and what crosses tasks is `der`.
public final class Certificate {
    let handle: OpaquePointer
    public let der: [UInt8]

    /// A larger certificate is no certificate of a person: the largest in the wild are some 20 KB.
    public static let maximumSize = 256 * 1024

    /// - Throws: `PKIError.certificateMalformed` for anything but one certificate in DER.
    public init(der: [UInt8]) throws(PKIError) {
        guard der.count <= Self.maximumSize else { throw PKIError(.certificateMalformed, "too large") }
        let parsed = der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var cursor = buffer.baseAddress
            guard let handle = d2i_X509(nil, &cursor, buffer.count) else { return nil }
            guard cursor == buffer.baseAddress! + buffer.count else {
                X509_free(handle)
                return nil
            }
            return handle
        }
        guard let parsed else { throw .openSSL(.certificateMalformed) }
        self.handle = parsed
        self.der = der
    }

    /// Takes over one reference to `handle`.
    init(owning handle: OpaquePointer) {
        self.handle = handle
        self.der = withDER { i2d_X509(handle, $0) }
    }

    deinit { X509_free(handle) }

    /// Every certificate of a PEM text or of DER bytes.
    /// - Throws: `PKIError.certificateMalformed` where one of them is broken, or there is none.
    public static func all(in bytes: [UInt8]) throws(PKIError) -> [Certificate] {
        guard PEM.looksLikePEM(bytes) else { return [try Certificate(der: bytes)] }
        guard let blocks = PEM.blocks(bytes) else { throw PKIError(.certificateMalformed, "broken PEM") }
        var certificates: [Certificate] = []
        for block in blocks where block.label == "CERTIFICATE" || block.label == "X509 CERTIFICATE" {
            certificates.append(try Certificate(der: block.bytes))
        }
        guard !certificates.isEmpty else { throw PKIError(.certificateMalformed, "no certificate in this PEM") }
        return certificates
    }

    /// SHA-256 of the DER.
    public private(set) lazy var sha256 = Digest.sha256(of: der)

    public private(set) lazy var subject = DistinguishedName(X509_get_subject_name(handle))
    public private(set) lazy var issuer = DistinguishedName(X509_get_issuer_name(handle))

    public var notBefore: Instant { ASN1Time.instant(X509_get0_notBefore(handle)) ?? Instant(microseconds: .max) }
    public var notAfter: Instant { ASN1Time.instant(X509_get0_notAfter(handle)) ?? Instant(microseconds: .min) }

    /// The serial number's content octets, as in the DER.
    public var serialNumber: [UInt8] {
        let der = withDER { i2d_ASN1_INTEGER(X509_get0_serialNumber(handle), $0) }
        return (try? ASN1Reader.single(der)).map { Array($0.content) } ?? []
    }

    public var subjectKeyIdentifier: [UInt8]? {
        guard let identifier = X509_get0_subject_key_id(handle) else { return nil }
        return Array(
            UnsafeBufferPointer(start: ASN1_STRING_get0_data(identifier), count: Int(ASN1_STRING_length(identifier))))
    }

    public var isSelfIssued: Bool {
        X509_NAME_cmp(X509_get_subject_name(handle), X509_get_issuer_name(handle)) == 0
    }

    /// Whether basicConstraints says that this is a certificate authority.
    public var isAuthority: Bool { X509_check_ca(handle) == 1 }

    public var publicKey: PublicKey? { X509_get0_pubkey(handle).map { PublicKey(borrowing: $0) } }

    /// The subjectPublicKeyInfo's DER.
    public var publicKeyInfo: [UInt8] { withDER { i2d_X509_PUBKEY(X509_get_X509_PUBKEY(handle), $0) } }

    /// The algorithm by which the issuer signed.
    public var signatureDigest: DigestAlgorithm? {
        var digest: Int32 = 0
        guard X509_get_signature_info(handle, &digest, nil, nil, nil) == 1, digest != NID_undef,
            let object = OBJ_nid2obj(digest)
        else { return nil }
        return DigestAlgorithm(
            oid: ObjectIdentifier(
                content: UnsafeBufferPointer(start: OBJ_get0_data(object), count: OBJ_length(object))))
    }
}
