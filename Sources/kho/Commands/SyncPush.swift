import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultClient
import VaultCore
import VaultStorage
import VaultSync

/// `kho sync push`: brings a receiver up to date that wants to be told.
struct SyncPush: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Bring a receiver up to date that wants to be told.",
        discussion: """
            Examples:
              kho sync push https://nhan.example.vn \\
                --client-cert may.pem --client-key may.key
              kho sync push https://nhan.example.vn --chain cong-dvc.dat-dai.1 \\
                --client-cert may.pem --client-key may.key

            The receiver runs `kho serve --replicas FOLDER`, names the service in FOLDER/senders, and verifies what
            comes as `kho sync pull` does. Where the seal's key is here, what is due is issued first.
            """)

    @Argument(help: "The receiver's address, https:// (http:// on this machine alone).") var url: String
    @Option(help: "Which chain: all, or SERVICE, or SERVICE.SCOPE.VERSION (docs/manifests.md).") var chain = "all"
    @OptionGroup var client: ClientCertificateOptions
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard ManifestChain(folderName: chain) != nil else {
            throw ValidationError("--chain is all, SERVICE, or SERVICE.SCOPE.VERSION.")
        }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let folder = try vault.folder()
        guard let chain = ManifestChain(folderName: chain) else { return .usage }
        return try await ReplicaRun.explained(folder) {
            let receiver = try client.source(at: url, authorities: vault.remote.authorities, scope: chain.scope)
            do {
                let manifests = try await issued(chain, folder)
                let published = try await PublishedFolder.open(folder)
                let source = PublishedVaultSource(published) { manifest, page in
                    try await page(try await manifests.bodies(of: manifest))
                }
                let report = try await ReplicaPush(
                    manifests.identity, chain, from: source,
                    to: ServerReceiver(receiver, vault: manifests.identity.id, chain), draft: TemporaryDraft.make
                ).run()
                await receiver.close()
                show(report, receiver.host, console)
                return .success
            } catch {
                await receiver.close()
                throw error
            }
        }
    }

    /// The chain, with what is due where it can be sealed here.
    private func issued(_ chain: ManifestChain, _ folder: String) async throws -> VaultManifests {
        let manifests = try await VaultManifests.open(folder, chain: chain, writes: true, as: claim())
        do {
            let seal = try SealKey.load(vault: folder, identity: manifests.identity)
            try await manifests.issue(seal: seal, at: .now(), on: .init(headAge: Self.youngHead))
        } catch let failure as CommandFailure where failure.message.code == "KEY_MISSING" {
            // It is issued elsewhere; what is stale is refused.
        }
        return manifests
    }

    /// Seconds: a head that is younger lasts until the receiver has it.
    private static let youngHead: Int64 = 60

    private func show(_ report: ReplicaReport, _ host: String, _ console: Console) {
        if console.isJSON {
            console.print([
                "schema": "kho.sync-push/1", "vault": .string(report.vault), "chain": .string(report.chain.folderName),
                "sequence": .integer(Int64(clamping: report.sequence)), "to": .integer(Int64(clamping: report.to)),
                "manifests": .integer(Int64(report.manifests)), "entries": .integer(Int64(report.entries)),
            ])
            return
        }
        console.print(
            Message(
                code: "REPLICA_PUSHED",
                facts: [
                    "host": host, "sequence": String(report.sequence), "to": String(report.to),
                    "manifests": String(report.manifests), "count": String(report.entries),
                ]))
    }
}
