internal import COpenSSL

/// A certificate authority in memory: issues certificates, revocation lists and OCSP answers.
///
/// For the demonstration and for tests, and for a vault's self-signed seal. No service of kho issues certificates.
public struct IssuingAuthority: Sendable {
    /// The authority's certificate, DER.
    public let certificate: [UInt8]
    public let key: PrivateKey

    public init(certificate: [UInt8], key: PrivateKey) {
        self.certificate = certificate
        self.key = key
    }

    /// A self-signed certificate: a root, or a seal.
    public static func selfSigned(_ template: CertificateTemplate, key: PrivateKey) throws(PKIError) -> IssuingAuthority
    {
        let der = try CertificateWriter.write(template, publicKeyInfo: key.publicKeyInfo, issuer: nil, key: key)
        return IssuingAuthority(certificate: der, key: key)
    }

    /// Issues a certificate for a public key.
    /// - Returns: its DER.
    public func issue(_ template: CertificateTemplate, for publicKeyInfo: [UInt8]) throws(PKIError) -> [UInt8] {
        try CertificateWriter.write(
            template, publicKeyInfo: publicKeyInfo, issuer: Certificate(der: certificate), key: key)
    }

    /// One revoked certificate of a list.
    public struct RevokedEntry: Sendable {
        public let certificate: [UInt8]
        public let time: Instant
        public let reason: RevocationReason

        public init(_ certificate: [UInt8], at time: Instant, reason: RevocationReason = .notGiven) {
            self.certificate = certificate
            self.time = time
            self.reason = reason
        }
    }

    /// Issues a revocation list (RFC 5280 section 5).
    public func revocationList(
        revoked: [RevokedEntry] = [], thisUpdate: Instant, nextUpdate: Instant?, number: Int = 1
    ) throws(PKIError) -> [UInt8] {
        let own = try Certificate(der: certificate)
        guard let list = X509_CRL_new() else { throw .openSSL(.issuingFailed) }
        defer { X509_CRL_free(list) }
        X509_CRL_set_version(list, 1)
        X509_CRL_set_issuer_name(list, X509_get_subject_name(own.handle))
        _ = thisUpdate.withASN1Time { X509_CRL_set1_lastUpdate(list, $0) }
        _ = nextUpdate?.withASN1Time { X509_CRL_set1_nextUpdate(list, $0) }
        for entry in revoked {
            let certificate = try Certificate(der: entry.certificate)
            guard let record = X509_REVOKED_new() else { throw .openSSL(.issuingFailed) }
            X509_REVOKED_set_serialNumber(
                record, UnsafeMutablePointer(mutating: X509_get0_serialNumber(certificate.handle)))
            _ = entry.time.withASN1Time { X509_REVOKED_set_revocationDate(record, $0) }
            if let code = entry.reason.code, let value = ASN1_ENUMERATED_new() {
                ASN1_ENUMERATED_set(value, code)
                X509_REVOKED_add1_ext_i2d(record, NID_crl_reason, value, 0, 0)
                ASN1_ENUMERATED_free(value)
            }
            X509_CRL_add0_revoked(list, record)
        }
        if let value = ASN1_INTEGER_new() {
            ASN1_INTEGER_set(value, number)
            X509_CRL_add1_ext_i2d(list, NID_crl_number, value, 0, 0)
            ASN1_INTEGER_free(value)
        }
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, own.handle, nil, nil, list, 0)
        if let identifier = X509V3_EXT_conf_nid(nil, &context, NID_authority_key_identifier, "keyid:always") {
            X509_CRL_add_ext(list, identifier, -1)
            X509_EXTENSION_free(identifier)
        }
        X509_CRL_sort(list)
        let signed = try key.withHandle { handle throws(PKIError) in X509_CRL_sign(list, handle, key.issuingDigest) }
        guard signed > 0 else { throw .openSSL(.issuingFailed) }
        return withDER { i2d_X509_CRL(list, $0) }
    }

    /// What an OCSP answer shall say.
    public enum OCSPStatus: Sendable {
        case good
        case revoked(Instant, RevocationReason)
        case unknown
    }

    /// Issues an OCSP answer (RFC 6960) about one of this authority's certificates.
    ///
    /// - Parameter responder: who signs it; nil for the authority itself.
    public func ocspResponse(
        about subject: [UInt8], _ status: OCSPStatus, thisUpdate: Instant, nextUpdate: Instant?,
        responder: (certificate: [UInt8], key: PrivateKey)? = nil
    ) throws(PKIError) -> [UInt8] {
        let own = try Certificate(der: certificate)
        let signer = try Certificate(der: responder?.certificate ?? certificate)
        let about = try Certificate(der: subject)
        let signingKey = responder?.key ?? key
        guard let basic = OCSP_BASICRESP_new(),
            let identifier = OCSP_cert_to_id(EVP_sha1(), about.handle, own.handle)
        else { throw .openSSL(.issuingFailed) }
        defer {
            OCSP_BASICRESP_free(basic)
            OCSP_CERTID_free(identifier)
        }
        var code = V_OCSP_CERTSTATUS_GOOD
        var revocation: (time: Instant, reason: Int32)?
        switch status {
        case .good: break
        case .unknown: code = V_OCSP_CERTSTATUS_UNKNOWN
        case .revoked(let time, let reason):
            code = V_OCSP_CERTSTATUS_REVOKED
            revocation = (time, Int32(reason.code ?? -1))
        }
        let noTime: UnsafeMutablePointer<ASN1_TIME>? = nil
        let added = thisUpdate.withASN1Time { this in
            func add(_ revokedAt: UnsafeMutablePointer<ASN1_TIME>?, _ next: UnsafeMutablePointer<ASN1_TIME>?) -> Bool {
                OCSP_basic_add1_status(basic, identifier, code, revocation?.reason ?? 0, revokedAt, this, next) != nil
            }
            func addNext(_ revokedAt: UnsafeMutablePointer<ASN1_TIME>?) -> Bool {
                nextUpdate.map { $0.withASN1Time { add(revokedAt, $0) } } ?? add(revokedAt, noTime)
            }
            return revocation.map { $0.time.withASN1Time { addNext($0) } } ?? addNext(noTime)
        }
        guard added else { throw .openSSL(.issuingFailed) }
        // OpenSSL can only stamp producedAt with the clock; answers of a reference time need that time.
        ASN1_GENERALIZEDTIME_set(
            UnsafeMutablePointer(mutating: OCSP_resp_get0_produced_at(basic)), time_t(thisUpdate.seconds))
        if responder != nil { OCSP_basic_add1_cert(basic, signer.handle) }
        let signed = try signingKey.withHandle { handle throws(PKIError) -> Int32 in
            guard let context = EVP_MD_CTX_new() else { throw .openSSL(.issuingFailed) }
            defer { EVP_MD_CTX_free(context) }
            guard EVP_DigestSignInit(context, nil, signingKey.issuingDigest, nil, handle) == 1 else {
                throw .openSSL(.issuingFailed)
            }
            return OCSP_basic_sign_ctx(basic, signer.handle, context, nil, UInt(OCSP_NOTIME | OCSP_NOCERTS))
        }
        guard signed == 1, let response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic) else {
            throw .openSSL(.issuingFailed)
        }
        defer { OCSP_RESPONSE_free(response) }
        return withDER { i2d_OCSP_RESPONSE(response, $0) }
    }
}
