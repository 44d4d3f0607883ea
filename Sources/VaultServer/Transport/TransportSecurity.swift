import NIOSSL

/// A server's TLS: its certificate and key, and whose clients may connect.
public struct TransportSecurity: Sendable {
    let configuration: TLSConfiguration
    /// nil where nobody is a service.
    let services: ServiceAuthorities?

    /// - Parameters:
    ///   - certificates: PEM, the server's own first, then what leads to its root.
    ///   - key: PEM, not encrypted.
    ///   - clientAuthorities: PEM of the authorities whose certificates clients must show; nil lets everybody connect.
    ///   - services: whose certificates clients may show, to be recognised as services by them.
    /// - Throws: `TLS_CERTIFICATE_MALFORMED`, `TLS_KEY_MALFORMED`, `TLS_PAIR_MISMATCH`, `CLIENT_CA_MALFORMED`.
    public init(
        certificates: [UInt8], key: [UInt8], clientAuthorities: [UInt8]? = nil, services: ServiceAuthorities? = nil
    ) throws(ServerError) {
        guard let chain = try? NIOSSLCertificate.fromPEMBytes(certificates), !chain.isEmpty else {
            throw ServerError(.tlsCertificateMalformed)
        }
        guard let key = try? NIOSSLPrivateKey(bytes: key, format: .pem) else { throw ServerError(.tlsKeyMalformed) }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        var roots: [NIOSSLCertificate] = []
        if let clientAuthorities {
            guard let given = try? NIOSSLCertificate.fromPEMBytes(clientAuthorities), !given.isEmpty else {
                throw ServerError(.clientAuthorityMalformed)
            }
            roots += given
        }
        for der in services?.certificates ?? [] {
            guard let certificate = try? NIOSSLCertificate(bytes: der, format: .der) else {
                throw ServerError(.serviceAuthorityMalformed)
            }
            roots.append(certificate)
        }
        if !roots.isEmpty {
            configuration.trustRoots = .certificates(roots)
            // Clients have no host name; their chain is checked all the same.
            configuration.certificateVerification =
                clientAuthorities == nil ? .optionalVerification : .noHostnameVerification
            // Browsers offer their user certificates of these authorities alone.
            configuration.sendCANameList = true
        }
        // Made once here, so that a key of another certificate is named before the port is taken.
        guard (try? NIOSSLContext(configuration: configuration)) != nil else { throw ServerError(.tlsPairMismatch) }
        self.configuration = configuration
        self.services = services
    }
}
