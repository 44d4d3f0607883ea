import PKI
import VaultClient
import VaultCore
import VaultStorage
import VaultSync

/// How a vault in a folder asks others: with the certificates that its file `sources` names, by the vaults that its folder of
/// trust pins.
struct SourceConnections: Sendable {
    /// The folder, below which relative names of files are.
    let vault: String
    /// As the option names it.
    let trust: String?

    /// A system's own bundle of authorities has a quarter of it.
    private static let maximumPEM = 1 << 20

    func resolver(of resolving: any ResolvingVault) -> Resolver {
        Resolver(
            vault: resolving, pool: WorkerPool.shared,
            pins: { try TrustLocation.folder(option: trust, vault: vault)?.pinnedVaults() ?? [] },
            connect: { source, limits in try server(source, limits) })
    }

    private func server(_ source: ResolutionSource, _ limits: ClientLimits) throws -> AskedServer {
        var certificate: ClientCertificate?
        if let shown = source.certificate, let key = source.key {
            certificate = try ClientCertificate(certificate: pem(shown), key: pem(key))
        }
        return try AskedServer(
            source.server, scope: source.scope, authorities: try source.authorities.map(pem), certificate: certificate,
            limits: limits)
    }

    private func pem(_ name: String) throws -> [UInt8] {
        try InputFile.bytes(name.hasPrefix("/") ? name : "\(vault)/\(name)", limit: Self.maximumPEM)
    }
}
