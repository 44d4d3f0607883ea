internal import COpenSSL

extension Certificate {
    /// Whether a SignerInfo points at this certificate (RFC 5652 section 5.3, SignerIdentifier).
    public func isNamed(by identifier: SignerInfo.Identifier) -> Bool {
        switch identifier {
        case .issuerAndSerial(let issuerDER, let serial):
            guard serialNumber.drop(while: { $0 == 0 }).elementsEqual(serial.drop { $0 == 0 }) else { return false }
            if issuer.der == issuerDER { return true }
            // Names that differ in encoding alone are the same name (RFC 5280 section 7.1).
            let parsed = issuerDER.withUnsafeBufferPointer { buffer -> OpaquePointer? in
                var cursor = buffer.baseAddress
                return d2i_X509_NAME(nil, &cursor, buffer.count)
            }
            guard let parsed else {
                ERR_clear_error()
                return false
            }
            defer { X509_NAME_free(parsed) }
            return X509_NAME_cmp(parsed, X509_get_issuer_name(handle)) == 0
        case .subjectKeyIdentifier(let identifier):
            return subjectKeyIdentifier == identifier
        }
    }
}
