import NIOSSL

/// The certificate that a client shows, with its key: by it a server knows a service.
public struct ClientCertificate: Sendable {
    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey

    /// - Parameters:
    ///   - certificate: PEM, the client's own first, then what leads to its root.
    ///   - key: PEM, not encrypted.
    /// - Throws: `CLIENT_CERTIFICATE_MALFORMED` with the file that does not do: `certificate`, `key`.
    public init(certificate: [UInt8], key: [UInt8]) throws(ClientError) {
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(certificate), !chain.isEmpty else {
            throw ClientError(.certificateMalformed, ["file": "certificate"])
        }
        guard let own = try? NIOSSLPrivateKey(bytes: key, format: .pem) else {
            throw ClientError(.certificateMalformed, ["file": "key"])
        }
        self.chain = chain
        self.key = own
        var configuration = TLSConfiguration.makeClientConfiguration()
        present(in: &configuration)
        // A key of another certificate.
        guard (try? NIOSSLContext(configuration: configuration)) != nil else {
            throw ClientError(.certificateMalformed, ["file": "key"])
        }
    }

    func present(in configuration: inout TLSConfiguration) {
        configuration.certificateChain = chain.map { .certificate($0) }
        configuration.privateKey = .privateKey(key)
    }
}
