internal import COpenSSL

/// An OCSP answer (RFC 6960), read by OpenSSL. Like `Certificate`, for one synchronous call.
public final class OCSPResponse {
    private let basic: OpaquePointer
    public let der: [UInt8]

    /// An answer holds a few certificates at most.
    public static let maximumSize = 1 << 20
    /// Single answers in one response; responders give one, a batch a few.
    static let maximumSingles: Int32 = 256

    /// Reads an OCSPResponse, or a bare BasicOCSPResponse as CAdES' revocation-values hold it.
    /// - Throws: `PKIError.ocspMalformed` for anything else, and for answers that are not "successful".
    public init(der: [UInt8]) throws(PKIError) {
        guard der.count <= Self.maximumSize else { throw PKIError(.ocspMalformed, "too large") }
        let basic = der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var cursor = buffer.baseAddress
            if let response = d2i_OCSP_RESPONSE(nil, &cursor, buffer.count) {
                defer { OCSP_RESPONSE_free(response) }
                return cursor == buffer.baseAddress! + buffer.count ? OCSP_response_get1_basic(response) : nil
            }
            cursor = buffer.baseAddress
            guard let bare = d2i_OCSP_BASICRESP(nil, &cursor, buffer.count) else { return nil }
            guard cursor == buffer.baseAddress! + buffer.count else {
                OCSP_BASICRESP_free(bare)
                return nil
            }
            return bare
        }
        guard let basic else { throw .openSSL(.ocspMalformed) }
        ERR_clear_error()
        self.basic = basic
        self.der = der
    }

    deinit { OCSP_BASICRESP_free(basic) }

    public private(set) lazy var sha256 = Digest.sha256(of: der)

    public var producedAt: Instant? { ASN1Time.instant(OCSP_resp_get0_produced_at(basic)) }

    /// What the answer says of a certificate, where it speaks of it, its signature is right, and it existed "now".
    ///
    /// - Parameter isResponderGood: asked for the status of a delegated responder without id-pkix-ocsp-nocheck.
    func status(
        of certificate: Certificate, issuer: Certificate, question: PathQuestion, policy: ValidationPolicy,
        isResponderGood: (Certificate) -> Bool
    ) -> RevocationStatus? {
        guard let single = single(for: certificate, issuer: issuer) else { return nil }
        var reason: Int32 = 0
        var revokedAt: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        var this: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        var next: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
        let code = OCSP_single_get0_status(single, &reason, &revokedAt, &this, &next)
        guard let thisUpdate = ASN1Time.instant(this), thisUpdate <= question.now, let producedAt,
            producedAt <= question.now, isSigned(for: issuer, at: producedAt, isResponderGood: isResponderGood)
        else { return nil }
        let evidence = RevocationEvidence(
            kind: .ocsp, sha256: sha256, thisUpdate: thisUpdate, nextUpdate: ASN1Time.instant(next))
        switch code {
        case V_OCSP_CERTSTATUS_REVOKED:
            return .revoked(
                Revocation(
                    time: ASN1Time.instant(revokedAt),
                    reason: reason < 0 ? .notGiven : RevocationReason(code: Int(reason))), evidence)
        case V_OCSP_CERTSTATUS_GOOD:
            // A responder may forget a certificate that has ended, unless it states an archive cutoff before that.
            if thisUpdate > certificate.notAfter, !(archiveCutoff(single).map { $0 <= certificate.notAfter } ?? false) {
                return nil
            }
            return evidence.isFresh(at: question.time, policy: policy) ? .good(evidence) : .stale(evidence)
        default: return nil
        }
    }

    private func single(for certificate: Certificate, issuer: Certificate) -> OpaquePointer? {
        for index in 0..<min(OCSP_resp_count(basic), Self.maximumSingles) {
            guard let single = OCSP_resp_get0(basic, index), let identifier = OCSP_SINGLERESP_get0_id(single) else {
                continue
            }
            var digest: OpaquePointer?
            guard OCSP_id_get0_info(nil, &digest, nil, nil, identifier) == 1,
                let evp = EVP_get_digestbyname(OBJ_nid2sn(OBJ_obj2nid(digest))),
                let wanted = OCSP_cert_to_id(evp, certificate.handle, issuer.handle)
            else { continue }
            defer { OCSP_CERTID_free(wanted) }
            if OCSP_id_cmp(wanted, identifier) == 0 { return single }
        }
        return nil
    }

    private func archiveCutoff(_ single: OpaquePointer) -> Instant? {
        guard let raw = OCSP_SINGLERESP_get1_ext_d2i(single, NID_id_pkix_OCSP_archiveCutoff, nil, nil) else {
            return nil
        }
        let time = raw.assumingMemoryBound(to: ASN1_GENERALIZEDTIME.self)
        defer { ASN1_GENERALIZEDTIME_free(time) }
        return ASN1Time.instant(time)
    }

    /// The signature is the issuer's own, or that of a responder to whom this issuer itself gave the right
    /// (RFC 6960 section 4.2.2.2).
    private func isSigned(
        for issuer: Certificate, at producedAt: Instant, isResponderGood: (Certificate) -> Bool
    ) -> Bool {
        if verifies(with: issuer) { return true }
        let included = OCSP_resp_get0_certs(basic)
        for index in 0..<min(max(0, kho_sk_X509_num(included)), Int32(PathLimits.helpers)) {
            guard let handle = kho_sk_X509_value(included, index) else { continue }
            X509_up_ref(handle)
            let responder = Certificate(owning: handle)
            guard responder.mayIssueOCSPAnswers, responder.notBefore <= producedAt, producedAt <= responder.notAfter,
                X509_NAME_cmp(X509_get_issuer_name(handle), X509_get_subject_name(issuer.handle)) == 0,
                X509_verify(handle, X509_get0_pubkey(issuer.handle)) == 1, verifies(with: responder)
            else { continue }
            if responder.hasOCSPNoCheck || isResponderGood(responder) { return true }
        }
        ERR_clear_error()
        return false
    }

    private func verifies(with signer: Certificate) -> Bool {
        let candidates = kho_sk_X509_new()
        defer {
            kho_sk_X509_free(candidates)
            ERR_clear_error()
        }
        kho_sk_X509_push(candidates, signer.handle)
        // NOVERIFY: the signer's right to answer is judged by the caller; NOINTERN: nobody but this signer is tried.
        return OCSP_basic_verify(basic, candidates, nil, UInt(OCSP_NOVERIFY | OCSP_NOINTERN)) == 1
    }
}
