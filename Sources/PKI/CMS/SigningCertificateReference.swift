/// The signer's certificate as the signed attributes name it (ESS signing-certificate, RFC 2634 and RFC 5035).
public struct SigningCertificateReference: Sendable, Hashable {
    /// The first reference's digest; the others name issuing certificates and bind nothing.
    public let digest: Digest

    /// Reads signing-certificate (SHA-1) or signing-certificate-v2.
    /// - Throws: `ASN1Error` where the value is malformed or its digest algorithm unknown.
    public init(_ value: ASN1Element, version2: Bool) throws(ASN1Error) {
        var reader = try value.reader()
        var references = try reader.next(ASN1Tag.sequence).reader()
        guard let first = try references.next(), first.tag == ASN1Tag.sequence else {
            throw ASN1Error(.missingElement, at: value.encodedRange.lowerBound)
        }
        var fields = try first.reader()
        var algorithm = version2 ? DigestAlgorithm.sha256 : .sha1
        if version2, let element = try fields.optional(ASN1Tag.sequence) {
            guard let named = DigestAlgorithm(oid: try AlgorithmIdentifier(element).oid) else {
                throw ASN1Error(.badValue, at: element.encodedRange.lowerBound)
            }
            algorithm = named
        }
        let hash = try fields.next(ASN1Tag.octetString).octets()
        guard let digest = Digest(algorithm: algorithm, bytes: hash) else {
            throw ASN1Error(.badValue, at: first.encodedRange.lowerBound)
        }
        self.digest = digest
    }

    public func matches(_ certificate: Certificate) -> Bool {
        digest == Digest(of: certificate.der, by: digest.algorithm)
    }
}
