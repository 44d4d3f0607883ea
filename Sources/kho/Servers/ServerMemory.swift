import CanonicalJSON
import Foundation
import PKI
import VaultClient
import VaultCore

/// What is remembered of a server: which vault was there, who signed in last, and the token that he got.
///
/// Tokens lie in `$XDG_RUNTIME_DIR`, which goes with the user's session, else beside the rest in `$XDG_STATE_HOME`.
struct ServerMemory: Sendable {
    let origin: ServerOrigin
    private let state: String
    private let runtime: String

    init(_ origin: ServerOrigin, environment: [String: String] = Environment.variables) {
        self.origin = origin
        func named(_ variable: String) -> String? {
            environment[variable].flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let state = named("XDG_STATE_HOME") ?? (environment["HOME"] ?? "/root") + "/.local/state"
        self.state = state + "/kho"
        runtime = (named("XDG_RUNTIME_DIR") ?? state) + "/kho"
    }

    // MARK: The server

    struct Server: Equatable {
        /// As it was accepted the last time.
        let vault: VaultIdentity
        /// Who signed in last.
        let user: Owner?
    }

    private var serverFile: String {
        "\(state)/servers/\(Digest.sha256(of: Array(origin.text.utf8)).hexadecimal.prefix(32)).json"
    }

    var server: Server? {
        guard let json = Self.json(serverFile), json["origin"]?.string == origin.text,
            let bytes = json["vault"]?.string.flatMap({ Base64.decode($0) }),
            let vault = try? VaultIdentity(bytes: bytes)
        else { return nil }
        return Server(vault: vault, user: json["user"]?.string.flatMap { try? Owner($0) })
    }

    func remember(_ server: Server) throws(CommandFailure) {
        if server == self.server { return }
        var object: JSON.Object = ["origin": .string(origin.text), "vault": .string(Base64.encode(server.vault.bytes))]
        object["user"] = server.user.map { .string($0.description) }
        try PrivateFile.write(JSON.object(object).canonicalBytes, to: serverFile)
    }

    func forget() { PrivateFile.remove(serverFile) }

    // MARK: The session

    private func sessionFile(_ user: Owner) -> String {
        let name = Digest.sha256(of: Array("\(origin.text)\n\(user)".utf8)).hexadecimal.prefix(32)
        return "\(runtime)/sessions/\(name).json"
    }

    /// - Returns: nil where there is none, or it is over.
    func session(of user: Owner, at now: Instant = .now()) -> SignedInSession? {
        guard let json = Self.json(sessionFile(user)), json["origin"]?.string == origin.text,
            json["user"]?.string == user.description, let token = json["token"]?.string,
            SignedInSession.isToken(token), let endsAt = json["expiresAt"]?.string.flatMap({ Instant($0) }),
            now < endsAt
        else { return nil }
        return SignedInSession(token: token, endsAt: endsAt, user: user)
    }

    func remember(_ session: SignedInSession) throws(CommandFailure) {
        let json: JSON = [
            "expiresAt": .string(session.endsAt.description), "origin": .string(origin.text),
            "token": .string(session.token), "user": .string(session.user.description),
        ]
        try PrivateFile.write(json.canonicalBytes, to: sessionFile(session.user))
    }

    func forgetSession(of user: Owner) { PrivateFile.remove(sessionFile(user)) }

    private static func json(_ path: String) -> JSON? {
        PrivateFile.read(path).flatMap { try? JSON(canonical: $0) }
    }
}
