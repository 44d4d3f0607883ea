import ArgumentParser
import CanonicalJSON
import Messages
import VaultClient
import VaultCore

/// `kho logout`: ends the session at a server, and forgets its token.
struct Logout: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout", abstract: "Sign out of a server.",
        discussion: """
            Examples:
              kho logout --server https://kho.example.vn
              kho logout --server https://kho.example.vn --forget  also which vault
            """)

    @Flag(help: "Also forget which vault was behind the server.") var forget = false
    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        guard let server = remote.named else { throw CommandFailure("SERVER_MISSING", status: .usage) }
        do {
            let access = try RemoteAccess(server, remote, language: console.language)
            let memory = access.memory
            let user = try RemoteSession.user(remote, memory)
            let session = user.flatMap { memory.session(of: $0) }
            // Here it is forgotten whether or not the server can be told.
            if let user { memory.forgetSession(of: user) }
            if forget { memory.forget() }
            if let session { try await SignIn(access.connection).end(session) }
            await access.connection.close()
            let host = access.connection.origin.host
            if console.isJSON {
                console.print(["schema": "kho.logout/1", "host": .string(host)])
            } else {
                console.print(Message(code: "SIGNED_OUT", facts: ["host": host]))
            }
            return .success
        } catch let error as VaultError {
            throw CommandFailure(error, vault: server)
        }
    }
}
