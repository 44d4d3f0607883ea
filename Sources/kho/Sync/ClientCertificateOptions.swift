import ArgumentParser
import VaultClient

/// What a service shows to a server.
struct ClientCertificateOptions: ParsableArguments {
    @Option(help: "The client's certificate for the server, PEM.") var clientCert: String?
    @Option(help: "Its key, PEM.") var clientKey: String?

    /// A key file is a few kilobytes; a chain with every root that a bridge knows stays below this.
    private static let maximumPEMByteCount = 1 << 20

    func validate() throws {
        guard (clientCert == nil) == (clientKey == nil) else {
            throw ValidationError("--client-cert and --client-key belong together.")
        }
    }

    /// The server at an address, as whom these say.
    /// - Parameter authorities: the file of the server's authorities.
    /// - Throws: `ClientError`, `SERVER_ORIGIN_MALFORMED`; `CommandFailure` where a file cannot be read.
    func source(at address: String, authorities: String?, scope: String) throws -> PublishedSource {
        var certificate: ClientCertificate?
        if let clientCert, let clientKey {
            certificate = try ClientCertificate(certificate: Self.pem(clientCert), key: Self.pem(clientKey))
        }
        return try PublishedSource(
            address: address, authorities: authorities.map { try Self.pem($0) }, certificate: certificate, scope: scope)
    }

    private static func pem(_ path: String) throws -> [UInt8] {
        try InputFile.bytes(path, limit: maximumPEMByteCount)
    }
}
