import ArgumentParser
import VaultClient
import VaultCore

/// Whom a replica is of, and how its server is reached.
struct SyncOptions: ParsableArguments {
    @Option(help: "The replica's folder; made where it is missing.") var into: String
    @Option(help: "For whom the manifests are made (else as the replica has it, else all).") var audience: String?
    @Option(help: "Which documents they tell of (else as the replica has it, else all).") var scope: String?
    @Option(help: "The version of that scope.") var scopeVersion: Int?
    @Flag(help: "Fetch the documents' files too.") var content = false
    @OptionGroup var client: ClientCertificateOptions
    @Option(help: "PEM: who the server's certificate is from (else KHO_SERVER_CA, else the system's).")
    var serverCA: String?
    @Option(help: "The folder in which the vault is pinned (else KHO_TRUST, your own, /etc/kho/certs).")
    var trust: String?

    func validate() throws {
        let isNamed = audience != nil || scope != nil || scopeVersion != nil
        guard !isNamed || chain != nil else {
            throw ValidationError("An audience and a scope are small letters, digits and hyphens; a version is from 1.")
        }
    }

    /// nil where none is named.
    var chain: ManifestChain? {
        guard audience != nil || scope != nil || scopeVersion != nil else { return nil }
        return ManifestChain(
            audience: audience ?? ManifestChain.all.audience, scope: scope ?? ManifestChain.all.scope,
            scopeVersion: scopeVersion ?? 1)
    }

    /// - Throws: `ClientError`, `SERVER_ORIGIN_MALFORMED`; `CommandFailure` where a file cannot be read.
    func source(at address: String, scope: String) throws -> PublishedSource {
        let known = Environment.variables["KHO_SERVER_CA"].flatMap { $0.isEmpty ? nil : $0 }
        return try client.source(at: address, authorities: serverCA ?? known, scope: scope)
    }
}
