import ArgumentParser
import Messages
import VaultCore
import VaultServer

/// Where `kho serve` listens, and who may connect.
struct TransportOptions: ParsableArguments {
    /// A key file is a few kilobytes; a chain with every root that a bridge knows stays below this.
    private static let maximumPEMByteCount = 1 << 20
    /// A national authority's list of a busy year.
    private static let maximumListByteCount = 64 << 20

    @Option(help: "The numeric address to listen at; any but this machine's own needs TLS.") var host = "127.0.0.1"
    @Option(help: "The port; 0 lets the system choose.") var port = 8443
    @Option(
        help: ArgumentHelp(
            "How clients reach it, where that is another name than the address: they sign it to sign in. Repeatable.",
            valueName: "url"))
    var origin: [String] = []
    @Option(help: "The server's certificate, PEM, with what leads to its root.") var tlsCert: String?
    @Option(help: "Its key, PEM.") var tlsKey: String?
    @Option(help: "Only clients with a certificate of these authorities (PEM) may connect.") var clientCa: String?
    @Option(help: "Services are recognised by certificates of these authorities (PEM) that `roles` names.")
    var serviceCa: String?
    @Option(help: "Those authorities' revocation lists; read again when it changes. Needed in force, once named.")
    var serviceCrl: String?

    func validate() throws {
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key belong together.")
        }
        guard clientCa == nil || tlsCert != nil else { throw ValidationError("--client-ca wants --tls-cert.") }
        guard serviceCa == nil || tlsCert != nil else { throw ValidationError("--service-ca wants --tls-cert.") }
        guard serviceCrl == nil || serviceCa != nil else { throw ValidationError("--service-crl wants --service-ca.") }
    }

    func address() throws(ServerError) -> ServerAddress { try ServerAddress(host: host, port: port) }

    /// - Throws: `SERVER_ORIGIN_MALFORMED`.
    func origins() throws(VaultError) -> Set<String> {
        var origins: Set<String> = []
        for text in origin { origins.insert(try ServerOrigin(text).text) }
        return origins
    }

    /// - Throws: `ServerError`; `CommandFailure` where a file cannot be read.
    func security() throws -> TransportSecurity? {
        guard let tlsCert, let tlsKey else { return nil }
        return try TransportSecurity(
            certificates: pem(tlsCert), key: pem(tlsKey), clientAuthorities: clientCa.map(pem),
            services: services())
    }

    private func services() throws -> ServiceAuthorities? {
        guard let serviceCa else { return nil }
        guard let serviceCrl else { return try ServiceAuthorities(authorities: pem(serviceCa)) }
        let lists: @Sendable () throws -> [[UInt8]] = {
            try ServiceAuthorities.lists(InputFile.bytes(serviceCrl, limit: Self.maximumListByteCount))
        }
        // Read now, so that a file that is none is said at once.
        _ = try lists()
        return try ServiceAuthorities(authorities: pem(serviceCa), lists: lists)
    }

    private func pem(_ path: String) throws -> [UInt8] {
        try InputFile.bytes(path, limit: Self.maximumPEMByteCount)
    }
}
