import ArgumentParser
import CanonicalJSON
import Messages
import VaultCore
import VaultServer
import VaultStorage

/// `kho serve`: what the vault publishes, over HTTP, for reading.
struct Serve: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the vault's log and manifests over HTTP, for reading.",
        discussion: """
            Examples:
              kho serve                          this machine alone: http://127.0.0.1:8443
              kho serve --host 192.0.2.7 --tls-cert may.pem --tls-key may.key
              kho serve --revalidate-every 3600  also validates what is pending, each hour
              curl http://127.0.0.1:8443/checkpoint

            Stops at Ctrl-C or SIGTERM, after finishing what was begun.
            """)

    /// A key file is a few kilobytes; a chain with every root that a bridge knows stays below this.
    private static let maximumPEMByteCount = 1 << 20

    @Option(help: "The numeric address to listen at; any but this machine's own needs TLS.") var host = "127.0.0.1"
    @Option(help: "The port; 0 lets the system choose.") var port = 8443
    @Option(help: "The server's certificate, PEM, with what leads to its root.") var tlsCert: String?
    @Option(help: "Its key, PEM.") var tlsKey: String?
    @Option(help: "Only clients with a certificate of these authorities (PEM) may connect.") var clientCa: String?
    @Option(help: "Validate pending documents again every so many seconds; writes to the vault.")
    var revalidateEvery: Int?
    @Option(help: "The folder of trusted roots for that (else KHO_TRUST, certs beside the vault …).") var trust: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key belong together.")
        }
        guard revalidateEvery.map({ $0 > 0 }) ?? true else {
            throw ValidationError("--revalidate-every is a number of seconds.")
        }
        guard clientCa == nil || tlsCert != nil else { throw ValidationError("--client-ca wants --tls-cert.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let folder = try vault.folder()
        do {
            let claim = try vault.access.claim(entrance: "server")
            let address = try ServerAddress(host: host, port: port)
            let security = try security()
            let published = try await PublishedFolder.open(folder)
            let server = try KhoServer(
                ServedParts(files: published), ServingOptions(address: address, security: security))
            let schedule = revalidateEvery.map { seconds in
                RevalidationSchedule(
                    vault: folder, trust: trust, interval: .seconds(seconds), claim: claim, console: console)
            }
            let revalidating = Task { await schedule?.run() }
            defer { revalidating.cancel() }
            let digests = AccessDigestSchedule(vault: folder, claim: claim, console: console)
            let digesting = Task { await digests.run() }
            defer { digesting.cancel() }
            try await server.run { url, _ in Self.report(url, folder: folder, console) }
            // What is being entered is finished first.
            revalidating.cancel()
            await revalidating.value
            digesting.cancel()
            await digesting.value
        } catch let error as ServerError {
            throw CommandFailure(error)
        }
        if !console.isJSON { console.print(Message(code: "SERVING_ENDED")) }
        return .success
    }

    private func security() throws -> TransportSecurity? {
        guard let tlsCert, let tlsKey else { return nil }
        return try TransportSecurity(
            certificates: InputFile.bytes(tlsCert, limit: Self.maximumPEMByteCount),
            key: InputFile.bytes(tlsKey, limit: Self.maximumPEMByteCount),
            clientAuthorities: clientCa.map { try InputFile.bytes($0, limit: Self.maximumPEMByteCount) })
    }

    private static func report(_ url: String, folder: String, _ console: Console) {
        if console.isJSON {
            console.print(["schema": "kho.serve/1", "url": .string(url)])
        } else {
            let message = Message(code: "SERVING", facts: ["folder": folder, "url": url])
            console.print(message)
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
