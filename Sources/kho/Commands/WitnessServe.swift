import ArgumentParser
import CanonicalJSON
import Messages
import TransparencyLog
import VaultCore
import VaultServer
import VaultStorage

/// `kho witness`: serves a witness over HTTP (C2SP tlog-witness).
struct WitnessServe: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve a witness over HTTP (also without this word).",
        discussion: """
            Examples:
              kho witness --log kho.example.vn/log+1f2e3d4c+AQ…
              kho witness --log VKEY --host 192.0.2.7 --tls-cert may.pem --tls-key may.key
              curl http://127.0.0.1:8444/$(printf kho.example.vn/log | sha256sum | cut -d ' ' -f 1)/checkpoint

            Without --host it is for this machine alone: http://127.0.0.1:8444.
            Stops at Ctrl-C or SIGTERM, after finishing what was begun.
            """)

    @OptionGroup var witness: WitnessOptions
    @Option(help: "The key of a log whose checkpoints are cosigned: its line in vault.json or log.policy; repeatable.")
    var log: [String] = []
    @Option(help: "The numeric address to listen at; any but this machine's own needs TLS.") var host = "127.0.0.1"
    @Option(help: "The port; 0 lets the system choose.") var port = 8444
    @Option(help: "The server's certificate, PEM, with what leads to its root.") var tlsCert: String?
    @Option(help: "Its key, PEM.") var tlsKey: String?
    @Option(help: "The log on standard error: text, json or none.") var logStyle = LogStyle.text
    @OptionGroup var output: OutputOptions

    /// As `kho serve` takes it.
    private static let maximumPEMByteCount = 1 << 20

    func validate() throws {
        guard (tlsCert == nil) == (tlsKey == nil) else {
            throw ValidationError("--tls-cert and --tls-key belong together.")
        }
        guard !log.isEmpty else { throw ValidationError("A witness wants at least one --log VKEY.") }
    }

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        do {
            var keys: [NoteVerifierKey] = []
            for text in log {
                guard let key = NoteVerifierKey(text) else { throw VaultError(.witnessLogMalformed, ["log": text]) }
                keys.append(key)
            }
            let folder = try await WitnessFolder.open(witness.state, logs: keys)
            let server = try WitnessServer(
                folder, address: try ServerAddress(host: host, port: port), security: try security(), log: logStyle)
            try await server.run { url in Self.report(url, folder, console) }
        } catch let error as VaultError {
            throw CommandFailure(error, vault: witness.state)
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
            key: InputFile.bytes(tlsKey, limit: Self.maximumPEMByteCount))
    }

    private static func report(_ url: String, _ witness: WitnessFolder, _ console: Console) {
        let key = witness.verifierKey
        if console.isJSON {
            console.print([
                "schema": "kho.witness/1", "url": .string(url), "key": .string(key.text),
                "logs": .array(
                    witness.followed.map { log in
                        var object: JSON.Object = ["origin": .string(log.origin)]
                        object["size"] = log.size.flatMap { JSON(exactly: $0) }
                        return .object(object)
                    }),
            ])
            return
        }
        let message = Message(code: "WITNESSING", facts: ["name": key.name, "url": url])
        console.print(message)
        for log in witness.followed {
            console.print(
                log.size.map {
                    Message(code: "WITNESS_FOLLOWS", facts: ["log": log.origin, "size": String($0)])
                } ?? Message(code: "WITNESS_FOLLOWS_NEW", facts: ["log": log.origin]))
        }
        if let next = message.nextStep { console.print(next) }
    }
}
