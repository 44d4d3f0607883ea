internal import COpenSSL

extension Certificate {
    /// Bits of keyUsage (RFC 5280 section 4.2.1.3).
    public struct KeyUsage: OptionSet, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let digitalSignature = KeyUsage(rawValue: 0x80)
        public static let nonRepudiation = KeyUsage(rawValue: 0x40)
        public static let keyCertSign = KeyUsage(rawValue: 0x04)
        public static let crlSign = KeyUsage(rawValue: 0x02)
    }

    /// nil where the extension is absent, which leaves every usage open.
    public var keyUsage: KeyUsage? {
        let bits = X509_get_key_usage(handle)
        return bits == UInt32.max ? nil : KeyUsage(rawValue: bits)
    }

    /// The purposes of extendedKeyUsage; nil where the extension is absent.
    public var extendedKeyUsage: [ObjectIdentifier]? {
        var critical: Int32 = 0
        guard let raw = X509_get_ext_d2i(handle, NID_ext_key_usage, &critical, nil) else { return nil }
        let purposes = OpaquePointer(raw)
        defer { kho_sk_ASN1_OBJECT_pop_free(purposes) }
        return (0..<kho_sk_ASN1_OBJECT_num(purposes)).map { index in
            let object = kho_sk_ASN1_OBJECT_value(purposes, index)
            return ObjectIdentifier(
                content: UnsafeBufferPointer(start: OBJ_get0_data(object), count: OBJ_length(object)))
        }
    }

    /// Whether an extension is there and critical.
    func isCritical(_ nid: Int32) -> Bool {
        let index = X509_get_ext_by_NID(handle, nid, -1)
        guard index >= 0 else { return false }
        return X509_EXTENSION_get_critical(X509_get_ext(handle, index)) == 1
    }

    /// Whether a document's signature may be made with this certificate: not a CA's, keyUsage (where present) with
    /// digitalSignature or nonRepudiation, extendedKeyUsage (where present) with a purpose that people's and
    /// organisations' signing certificates carry.
    ///
    /// OpenSSL's own purposes do not fit: *smimesign* refuses the document-signing certificates that RFC 9336 and the
    /// Vietnamese CAs issue, *any* accepts a web server's.
    public var mayIssueDocumentSignatures: Bool {
        if isAuthority { return false }
        if let usage = keyUsage, usage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) { return false }
        guard let purposes = extendedKeyUsage else { return true }
        return purposes.contains { Self.documentPurposes.contains($0) }
    }

    private static let documentPurposes: [ObjectIdentifier] = [
        "2.5.29.37.0",  // anyExtendedKeyUsage
        "1.3.6.1.5.5.7.3.36",  // documentSigning, RFC 9336
        "1.3.6.1.5.5.7.3.4",  // emailProtection: what most of the national CAs write
        "1.3.6.1.5.5.7.3.2",  // clientAuth: alone on some personal certificates
        "1.3.6.1.4.1.311.10.3.12",  // Microsoft document signing
        "1.2.840.113583.1.1.5",  // Adobe authentic documents
    ]

    /// Whether timestamps may be signed: exactly one purpose, timeStamping, and critical (RFC 3161 section 2.3).
    public var mayIssueTimestamps: Bool {
        if let usage = keyUsage, usage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) { return false }
        return extendedKeyUsage == ["1.3.6.1.5.5.7.3.8"] && isCritical(NID_ext_key_usage)
    }

    /// Whether OCSP answers may be signed on the issuer's behalf (RFC 6960 section 4.2.2.2).
    public var mayIssueOCSPAnswers: Bool {
        if let usage = keyUsage, usage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) { return false }
        return extendedKeyUsage?.contains("1.3.6.1.5.5.7.3.9") ?? false
    }

    /// id-pkix-ocsp-nocheck: the issuer asks nobody to check this responder's status (RFC 6960 section 4.2.2.2.1).
    public var hasOCSPNoCheck: Bool { X509_get_ext_by_NID(handle, NID_id_pkix_OCSP_noCheck, -1) >= 0 }

    /// noRevAvail (RFC 9608), or the ETSI extension validity-assured-short-term (EN 319 412-1 clause 5.2): there is no
    /// revocation information for this certificate, by its issuer's word.
    public var hasNoRevocationInformation: Bool {
        for oid in ["2.5.29.56", "0.4.0.194121.2.1"] {
            guard let object = OBJ_txt2obj(oid, 1) else { continue }
            defer { ASN1_OBJECT_free(object) }
            if X509_get_ext_by_OBJ(handle, object, -1) >= 0 { return true }
        }
        return false
    }

    /// Addresses in authorityInfoAccess for OCSP and in cRLDistributionPoints, in the order of the certificate.
    public var revocationAddresses: [String] {
        var addresses: [String] = []
        if let stack = X509_get1_ocsp(handle) {
            for index in 0..<OPENSSL_sk_num(stack) {
                if let text = OPENSSL_sk_value(stack, index) {
                    addresses.append(String(cString: text.assumingMemoryBound(to: CChar.self)))
                }
            }
            X509_email_free(stack)
        }
        guard let raw = X509_get_ext_d2i(handle, NID_crl_distribution_points, nil, nil) else { return addresses }
        let points = OpaquePointer(raw)
        defer { kho_sk_DIST_POINT_pop_free(points) }
        for index in 0..<kho_sk_DIST_POINT_num(points) {
            guard let name = kho_sk_DIST_POINT_value(points, index)?.pointee.distpoint, name.pointee.type == 0,
                let names = name.pointee.name.fullname
            else { continue }
            for position in 0..<kho_sk_GENERAL_NAME_num(names) {
                var type: Int32 = 0
                guard let value = GENERAL_NAME_get0_value(kho_sk_GENERAL_NAME_value(names, position), &type),
                    type == GEN_URI
                else { continue }
                let string = value.assumingMemoryBound(to: ASN1_STRING.self)
                addresses.append(
                    String(
                        decoding: UnsafeBufferPointer(
                            start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))),
                        as: UTF8.self))
            }
        }
        return addresses
    }
}
