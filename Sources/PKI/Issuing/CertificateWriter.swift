internal import COpenSSL

/// Writes one certificate with OpenSSL.
enum CertificateWriter {
    /// - Parameter issuer: nil for a self-signed certificate.
    static func write(
        _ template: CertificateTemplate, publicKeyInfo: [UInt8], issuer: Certificate?, key: PrivateKey
    ) throws(PKIError) -> [UInt8] {
        let publicKey = publicKeyInfo.withUnsafeBufferPointer { buffer -> OpaquePointer? in
            var cursor = buffer.baseAddress
            return d2i_PUBKEY(nil, &cursor, buffer.count)
        }
        guard let publicKey, let handle = X509_new() else { throw .openSSL(.issuingFailed) }
        defer {
            EVP_PKEY_free(publicKey)
            X509_free(handle)
        }
        X509_set_version(handle, 2)
        try setSerial(template.serialNumber ?? newSerial(), handle)
        _ = template.notBefore.withASN1Time { X509_set1_notBefore(handle, $0) }
        _ = template.notAfter.withASN1Time { X509_set1_notAfter(handle, $0) }
        X509_set_pubkey(handle, publicKey)
        try setSubject(template.subject, handle)
        X509_set_issuer_name(handle, X509_get_subject_name(issuer?.handle ?? handle))
        for (nid, value) in extensions(template, isSelfSigned: issuer == nil) {
            var context = X509V3_CTX()
            X509V3_set_ctx(&context, issuer?.handle ?? handle, handle, nil, nil, 0)
            guard let made = X509V3_EXT_conf_nid(nil, &context, nid, value) else { throw .openSSL(.issuingFailed) }
            X509_add_ext(handle, made, -1)
            X509_EXTENSION_free(made)
        }
        let signed = try key.withHandle { signer throws(PKIError) in X509_sign(handle, signer, key.issuingDigest) }
        guard signed > 0 else { throw .openSSL(.issuingFailed) }
        return withDER { i2d_X509(handle, $0) }
    }

    /// Positive, and never shorter than its 16 bytes.
    private static func newSerial() -> [UInt8] {
        var serial = SecureRandom.bytes(16)
        serial[0] = serial[0] & 0x3f | 0x40
        return serial
    }

    private static func setSerial(_ serial: [UInt8], _ handle: OpaquePointer) throws(PKIError) {
        guard let number = BN_bin2bn(serial, Int32(serial.count), nil) else { throw .openSSL(.issuingFailed) }
        defer { BN_free(number) }
        BN_to_ASN1_INTEGER(number, X509_get_serialNumber(handle))
    }

    private static func setSubject(
        _ subject: [CertificateTemplate.NameAttribute], _ handle: OpaquePointer
    ) throws(PKIError) {
        let name = X509_NAME_new()
        defer { X509_NAME_free(name) }
        for attribute in subject {
            let object = OBJ_txt2obj(attribute.type.description, 1)
            defer { ASN1_OBJECT_free(object) }
            let value = Array(attribute.value.utf8)
            // Country and serial number are PrintableString by X.520; everything else is UTF-8 here.
            let type: Int32 =
                ["2.5.4.6", "2.5.4.5"].contains(attribute.type) ? V_ASN1_PRINTABLESTRING : V_ASN1_UTF8STRING
            guard X509_NAME_add_entry_by_OBJ(name, object, type, value, Int32(value.count), -1, 0) == 1 else {
                throw .openSSL(.issuingFailed)
            }
        }
        X509_set_subject_name(handle, name)
    }

    private static func extensions(_ template: CertificateTemplate, isSelfSigned: Bool) -> [(Int32, String)] {
        var list: [(Int32, String)] = []
        if template.isAuthority {
            list.append(
                (NID_basic_constraints, "critical,CA:TRUE" + (template.pathLength.map { ",pathlen:\($0)" } ?? "")))
        } else {
            list.append((NID_basic_constraints, "critical,CA:FALSE"))
        }
        if let usage = template.keyUsage { list.append((NID_key_usage, usage)) }
        if let purposes = template.extendedKeyUsage { list.append((NID_ext_key_usage, purposes)) }
        list.append((NID_subject_key_identifier, "hash"))
        if !isSelfSigned { list.append((NID_authority_key_identifier, "keyid:always")) }
        if !template.crlAddresses.isEmpty {
            list.append((NID_crl_distribution_points, template.crlAddresses.map { "URI:\($0)" }.joined(separator: ",")))
        }
        if !template.ocspAddresses.isEmpty {
            list.append((NID_info_access, template.ocspAddresses.map { "OCSP;URI:\($0)" }.joined(separator: ",")))
        }
        if template.hasOCSPNoCheck { list.append((NID_id_pkix_OCSP_noCheck, "ignored")) }
        return list
    }
}

extension Instant {
    /// Calls `body` with the time in OpenSSL's form, which is freed afterwards.
    func withASN1Time<R>(_ body: (UnsafeMutablePointer<ASN1_TIME>?) -> R) -> R {
        let time = ASN1_TIME_set(nil, time_t(seconds))
        defer { ASN1_STRING_free(time) }
        return body(time)
    }
}

extension PrivateKey {
    /// The digest that this key signs certificates with; none for EdDSA.
    var issuingDigest: OpaquePointer? { kind == .ed25519 || kind == .ed448 ? nil : EVP_sha256() }

    /// A PKCS#12 file of this key with its certificates.
    public func pkcs12(certificate: [UInt8], chain: [[UInt8]], name: String, passphrase: String) throws(PKIError)
        -> [UInt8]
    {
        let own = try Certificate(der: certificate)
        let others = kho_sk_X509_new()
        var kept: [Certificate] = []
        defer { kho_sk_X509_free(others) }
        for der in chain {
            let other = try Certificate(der: der)
            kho_sk_X509_push(others, other.handle)
            kept.append(other)
        }
        return try withHandle { handle throws(PKIError) in
            guard let container = PKCS12_create(passphrase, name, handle, own.handle, others, 0, 0, 0, 0, 0) else {
                throw .openSSL(.issuingFailed)
            }
            defer { PKCS12_free(container) }
            return withDER { i2d_PKCS12(container, $0) }
        }
    }
}

extension RevocationReason {
    /// The code of CRLReason; nil for an entry without a reason.
    var code: Int? {
        switch self {
        case .notGiven: nil
        case .unspecified: 0
        case .keyCompromise: 1
        case .cACompromise: 2
        case .affiliationChanged: 3
        case .superseded: 4
        case .cessationOfOperation: 5
        case .certificateHold: 6
        case .removeFromCRL: 8
        case .privilegeWithdrawn: 9
        case .aACompromise: 10
        }
    }
}
