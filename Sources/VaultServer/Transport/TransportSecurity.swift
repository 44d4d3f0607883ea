import NIOSSL

/// A server's TLS: its certificate and key, and whose clients may connect.
public struct TransportSecurity: Sendable {
    let configuration: TLSConfiguration
    let wantsClientCertificate: Bool

    /// - Parameters:
    ///   - certificates: PEM, the server's own first, then what leads to its root.
    ///   - key: PEM, not encrypted.
    ///   - clientAuthorities: PEM of the authorities whose certificates clients must show; nil lets everybody connect.
    /// - Throws: `TLS_CERTIFICATE_MALFORMED`, `TLS_KEY_MALFORMED`, `TLS_PAIR_MISMATCH`, `CLIENT_CA_MALFORMED`.
    public init(certificates: [UInt8], key: [UInt8], clientAuthorities: [UInt8]? = nil) throws(ServerError) {
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(certificates), !chain.isEmpty else {
            throw ServerError(.tlsCertificateMalformed)
        }
        guard let key = try? NIOSSLPrivateKey(bytes: key, format: .pem) else { throw ServerError(.tlsKeyMalformed) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        if let clientAuthorities {
            guard let roots = try? NIOSSLCertificate.fromPEMBytes(clientAuthorities), !roots.isEmpty else {
                throw ServerError(.clientAuthorityMalformed)
            }
            configuration.trustRoots = .certificates(roots)
            // Clients have no host name; their chain is checked all the same.
            configuration.certificateVerification = .noHostnameVerification
        }
        // Made once here, so that a key of another certificate is named before the port is taken.
        guard (try? NIOSSLContext(configuration: configuration)) != nil else { throw ServerError(.tlsPairMismatch) }
        self.configuration = configuration
        wantsClientCertificate = clientAuthorities != nil
    }
}
