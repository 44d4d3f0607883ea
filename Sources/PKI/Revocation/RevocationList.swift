internal import COpenSSL

/// A certificate revocation list (RFC 5280 section 5), read by OpenSSL. Like `Certificate`, for one synchronous call.
public final class RevocationList {
    let handle: OpaquePointer
    public let der: [UInt8]

    /// The largest public CRLs are some tens of megabytes.
    public static let maximumSize = 128 << 20

    /// - Throws: `PKIError.crlMalformed` for anything but one CRL in DER.
    public init(der: [UInt8]) throws(PKIError) {
        guard der.count <= Self.maximumSize else { throw PKIError(.crlMalformed, "too large") }
        let parsed = der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var cursor = buffer.baseAddress
            guard let handle = d2i_X509_CRL(nil, &cursor, buffer.count) else { return nil }
            guard cursor == buffer.baseAddress! + buffer.count else {
                X509_CRL_free(handle)
                return nil
            }
            return handle
        }
        guard let parsed else { throw .openSSL(.crlMalformed) }
        self.handle = parsed
        self.der = der
    }

    deinit { X509_CRL_free(handle) }

    public private(set) lazy var sha256 = Digest.sha256(of: der)

    public var thisUpdate: Instant? { ASN1Time.instant(X509_CRL_get0_lastUpdate(handle)) }
    public var nextUpdate: Instant? { ASN1Time.instant(X509_CRL_get0_nextUpdate(handle)) }

    private(set) lazy var issuerDER: [UInt8] = withDER { i2d_X509_NAME(X509_CRL_get_issuer(handle), $0) }
    public private(set) lazy var issuer = DistinguishedName(X509_CRL_get_issuer(handle))

    /// Whether entries may speak of other issuers' certificates (RFC 5280 section 5.2.5, indirectCRL).
    private(set) lazy var isIndirect: Bool = {
        guard let raw = X509_CRL_get_ext_d2i(handle, NID_issuing_distribution_point, nil, nil) else { return false }
        let point = raw.assumingMemoryBound(to: ISSUING_DIST_POINT.self)
        defer { ISSUING_DIST_POINT_free(point) }
        return point.pointee.indirectCRL > 0
    }()

    var isDelta: Bool { X509_CRL_get_ext_by_NID(handle, NID_delta_crl, -1) >= 0 }

    /// Lists with the same scope replace each other; lists of different scopes stand side by side. The key's
    /// identifier belongs to it: a list under another key of the same name, which may be anybody's, replaces none.
    private(set) lazy var scope: [[UInt8]] = [
        issuerDER, [isDelta ? 1 : 0], extensionValue(NID_issuing_distribution_point),
        extensionValue(NID_authority_key_identifier),
    ]

    private func extensionValue(_ nid: Int32) -> [UInt8] {
        let index = X509_CRL_get_ext_by_NID(handle, nid, -1)
        guard index >= 0, let value = X509_EXTENSION_get_data(X509_CRL_get_ext(handle, index)) else { return [] }
        return Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data(value), count: Int(ASN1_STRING_length(value))))
    }

    /// expiredCertsOnCRL (X.509 clause 9.5.2.8): from this time on, expired certificates stay on the list.
    private(set) lazy var keepsExpiredSince: Instant? = {
        guard let object = OBJ_txt2obj("2.5.29.60", 1) else { return nil }
        defer { ASN1_OBJECT_free(object) }
        let index = X509_CRL_get_ext_by_OBJ(handle, object, -1)
        guard index >= 0, let value = X509_EXTENSION_get_data(X509_CRL_get_ext(handle, index)) else { return nil }
        let bytes = Array(
            UnsafeBufferPointer(start: ASN1_STRING_get0_data(value), count: Int(ASN1_STRING_length(value))))
        return try? ASN1Reader.single(bytes).time()
    }()

    /// Whether the list can say anything of a certificate that ends at `notAfter`: CAs drop expired certificates.
    func speaks(ofCertificateEnding notAfter: Instant) -> Bool {
        guard let thisUpdate else { return false }
        if thisUpdate <= notAfter { return true }
        return keepsExpiredSince.map { $0 <= notAfter } ?? false
    }

    /// The entry of a certificate: when it was revoked and why; nil where it is not listed.
    func entry(of certificate: OpaquePointer?) -> Revocation? {
        var found: OpaquePointer?
        guard X509_CRL_get0_by_cert(handle, &found, certificate) != 0, let found else { return nil }
        return Revocation(crlEntry: found)
    }
}
