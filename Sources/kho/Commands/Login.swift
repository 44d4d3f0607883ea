import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultClient
import VaultCore

/// `kho login`: signs in at a server, by signing its challenge with one's own key.
struct Login: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Sign in at a server with your signing key.",
        discussion: """
            Example:
              kho login --server https://kho.example.vn \\
                --login-key toi.p12 --login-as CCCD:038093015572

            What is signed is shown first: it names the server that this program is connected to, and is good for that
            one alone. Other commands go on with what is remembered here for half an hour; where KHO_LOGIN_KEY is set,
            they sign in by themselves.
            """)

    @OptionGroup var remote: RemoteOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        guard let server = remote.named else { throw CommandFailure("SERVER_MISSING", status: .usage) }
        do {
            let access = try RemoteAccess(server, remote, language: console.language)
            let host = access.connection.origin.host
            let vault = try await access.identity()
            let session = try await access.session.signIn(access.connection) { statement in
                guard !console.isJSON else { return }
                console.print(Message(code: "WILL_SIGN_IN", facts: ["host": host]))
                console.print("  " + SafeText.escaped(String(decoding: statement.bytes, as: UTF8.self), limit: 2000))
            }
            try access.memory.remember(.init(vault: vault, user: session.user))
            await access.connection.close()
            show(session, vault, host, console)
            return .success
        } catch let error as VaultError {
            throw CommandFailure(error, vault: server)
        }
    }

    private func show(_ session: SignedInSession, _ vault: VaultIdentity, _ host: String, _ console: Console) {
        if console.isJSON {
            console.print([
                "schema": "kho.login/1", "server": .string(vault.origin), "vault": .string(vault.id),
                "user": .string(session.user.description), "expiresAt": .string(session.endsAt.description),
            ])
        } else {
            console.print(
                Message(
                    code: "SIGNED_IN",
                    facts: ["host": host, "user": session.user.description, "time": session.endsAt.localText]))
        }
    }
}
