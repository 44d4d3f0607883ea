import PKI

/// A key with the certificate that it signs under.
struct SigningCredential: Sendable {
    private let key: any SigningKey
    private let certificate: [UInt8]
    private let chain: [[UInt8]]

    /// - Parameters:
    ///   - certificate: the signer's, DER.
    ///   - chain: issuing certificates to include, DER; the root is better left out.
    /// - Throws: `PKIError` where key and certificate do not belong together, or the key cannot sign.
    init(key: any SigningKey, certificate: [UInt8], chain: [[UInt8]]) throws(PKIError) {
        _ = try SignedDataBuilder(key: key, certificate: certificate, chain: chain)
        self.key = key
        self.certificate = certificate
        self.chain = chain
    }

    func builder() throws(PKIError) -> SignedDataBuilder {
        try SignedDataBuilder(key: key, certificate: certificate, chain: chain)
    }
}
