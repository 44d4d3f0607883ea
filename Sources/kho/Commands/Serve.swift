import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import VaultCore
import VaultServer
import VaultStorage

/// `kho serve`: the vault over HTTP: what it publishes, and the vault itself for whoever signs in.
struct Serve: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the vault over HTTP: its log to anybody, itself to who signs in.",
        discussion: """
            Examples:
              kho serve                          this machine alone: http://127.0.0.1:8443
              kho serve --host 192.0.2.7 --origin https://kho.example.vn \\
                --tls-cert may.pem --tls-key may.key
              kho serve --read-only              what is published, and nothing else
              kho serve --revalidate-every 3600  also validates what is pending, each hour
              curl http://127.0.0.1:8443/checkpoint
              kho list --server http://127.0.0.1:8443 --owner CCCD:038093015572 \\
                --login-key toi.p12 --login-as CCCD:038093015572

            Its routes are described in /openapi.yaml. Stops at Ctrl-C or SIGTERM, after finishing what was begun.
            """)

    @OptionGroup(title: "Transport") var transport: TransportOptions
    @OptionGroup(title: "Budgets") var budgets: BudgetOptions
    @Flag(help: "Serve what the vault publishes, and take nothing; needs no key.") var readOnly = false
    @Option(help: "Validate pending documents again every so many seconds.") var revalidateEvery: Int?
    @Option(help: "The folder of trusted roots (else KHO_TRUST, certs beside the vault …).") var trust: String?
    @Option(help: "More roots that the certificates of the vault's witnesses may come from, PEM.")
    var witnessCa: String?
    @Option(help: "Give figures for Prometheus out at this port of this machine; 0 lets the system choose.")
    var metricsPort: Int?
    @Option(
        help:
            "Sign the manifests' heads again every so many seconds, at most \(ManifestSchedule.longest); 0: issue none."
    )
    var headEvery: Int64 = 60
    @Flag(help: "Also take and give documents by DocCode at /api/v1/documents (docs/document-api.md).")
    var documentApi = false
    @Option(help: "Take the manifests that vaults push (kho sync push) into this folder (docs/sync.md).")
    var replicas: String?
    @Option(help: "The log on standard error: text, json or none.") var log = LogStyle.text
    @Option(help: "More roots that the certificates of webhooks' receivers may come from, PEM.") var webhookCa: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard revalidateEvery.map({ $0 > 0 }) ?? true else {
            throw ValidationError("--revalidate-every is a number of seconds.")
        }
        guard revalidateEvery == nil || !readOnly else {
            throw ValidationError("--revalidate-every writes to the vault, and --read-only does not.")
        }
        guard (0...ManifestSchedule.longest).contains(headEvery) else {
            throw ValidationError("--head-every is a number of seconds, at most \(ManifestSchedule.longest).")
        }
        guard !documentApi || !readOnly else {
            throw ValidationError("--document-api is for a vault, and --read-only serves what is published.")
        }
        guard webhookCa == nil || !readOnly else {
            throw ValidationError("--webhook-ca is for telling webhooks, and --read-only tells none.")
        }
        guard replicas == nil || transport.serviceCa != nil else {
            throw ValidationError("--replicas is for services: it wants --service-ca.")
        }
        guard replicas == nil || !readOnly else {
            throw ValidationError("--replicas takes something, and --read-only does not.")
        }
        guard metricsPort.map({ (0...65_535).contains($0) }) ?? true else {
            throw ValidationError("--metrics-port is a number from 0 to 65535.")
        }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let path = try vault.folder()
        // Read now, so that a file that is none is said at once.
        let witnesses = try WitnessPost(authorities: witnessCa)
        do {
            let claim = try vault.access.claim(entrance: "server")
            let options = try options()
            let transport = try WebhookPost(webhookAuthorities: webhookCa)
            let folder = try await ServedFolder(path, isReadOnly: readOnly, trust: trust)
            var parts = folder.parts
            parts.replicas = try shelf(path)
            let telling = telling(folder, transport, console)
            let webhooks = await telling?.listed() ?? []
            let server = try KhoServer(parts, options)
            let beside = besides(folder, telling, claim, witnesses, console)
            do {
                try await server.run { url, metrics in report(url, metrics, webhooks, path, console) }
            } catch {
                await beside.finish()
                try? await folder.close()
                throw error
            }
            // What is being entered is finished first.
            await beside.finish()
            try await folder.close()
        } catch let error as ServerError {
            throw CommandFailure(error)
        }
        if !console.isJSON { console.print(Message(code: "SERVING_ENDED")) }
        return .success
    }

    private func options() throws -> ServingOptions {
        var options = ServingOptions(address: try transport.address(), security: try transport.security())
        options.origins = try transport.origins()
        options.metricsPort = metricsPort
        options.log = log
        options.offersDocumentAPI = documentApi
        budgets.apply(to: &options)
        return options
    }

    /// Who tells the vault's webhooks; nobody where it is served for reading: how far each was told must be kept.
    private func telling(_ folder: ServedFolder, _ transport: WebhookPost, _ console: Console) -> WebhookTelling? {
        folder.host.map { host in
            WebhookTelling(folder: folder.path, webhooks: host.webhooks, transport: transport, console: console)
        }
    }

    /// Where vaults push to. Whom it believes is read anew each time.
    private func shelf(_ vault: String) throws -> ReplicaShelfFolder? {
        guard let replicas else { return nil }
        // Looked for now, so that a folder that is not there is said at once.
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: replicas, isDirectory: &isFolder), isFolder.boolValue else {
            throw CommandFailure("REPLICAS_FOLDER_MISSING", ["folder": replicas], status: .inputOutput)
        }
        return ReplicaShelfFolder(replicas) { [trust] in
            try TrustLocation.folder(option: trust, vault: vault)?.pinnedVaults() ?? []
        }
    }

    /// What the server's own process does in the vault meanwhile.
    private func besides(
        _ folder: ServedFolder, _ telling: WebhookTelling?, _ claim: AccessClaim, _ witnesses: WitnessPost,
        _ console: Console
    ) -> Schedules {
        guard let host = folder.host else { return Schedules([]) }
        let digests = AccessDigestSchedule(folder: folder.path, host: host, claim: claim, console: console)
        let manifests = ManifestSchedule(
            folder: folder.path, host: host, headEvery: headEvery, claim: claim, console: console)
        let witnessing = WitnessSchedule(folder: folder.path, host: host, transport: witnesses, console: console)
        var schedules: [@Sendable () async -> Void] = [
            { await digests.run() }, { await manifests.run() }, { await witnessing.run() },
        ]
        if let revalidateEvery {
            let revalidation = RevalidationSchedule(
                folder: folder.path, host: host, interval: .seconds(revalidateEvery), claim: claim, console: console)
            schedules.append { await revalidation.run() }
        }
        if let telling { schedules.append { await telling.run() } }
        return Schedules(schedules)
    }

    private func report(
        _ url: String, _ metrics: String?, _ webhooks: [Webhook], _ folder: String, _ console: Console
    ) {
        if console.isJSON {
            var object: JSON.Object = ["schema": "kho.serve/1", "url": .string(url), "readOnly": .bool(readOnly)]
            if let metrics { object["metrics"] = .string(metrics) }
            if !readOnly { object["webhooks"] = .array(webhooks.map(\.json)) }
            console.print(.object(object))
        } else {
            let message = Message(
                code: readOnly ? "SERVING_FOR_READING" : "SERVING", facts: ["folder": folder, "url": url])
            console.print(message)
            if let metrics { console.print(Message(code: "SERVING_FIGURES", facts: ["url": metrics])) }
            for webhook in webhooks { console.print(webhook.announcement) }
            if let next = message.nextStep { console.print(next) }
        }
    }
}

extension CommandFailure {
    /// A server that cannot start.
    init(_ error: ServerError) {
        var facts = error.facts
        if let cause = facts["cause"].flatMap({ Int32($0) }) { facts["cause"] = SystemError(number: cause).name }
        let isAboutTheCall = error.code == .addressMalformed || error.code == .tlsRequired
        self.init(MessageCode(error.code.rawValue), facts, status: isAboutTheCall ? .usage : .inputOutput)
    }
}
