import CanonicalJSON
import NIOHTTP1
public import PKI
public import Signatures
public import VaultCore

/// Signs somebody in: asks for a challenge, composes what is to be signed itself, with the origin that it is connected to,
/// and sends it signed.
public struct SignIn: Sendable {
    /// A challenge that waits for its signature.
    public struct Challenge: Sendable {
        public let statement: LoginStatement
        /// By the server's clock.
        public let endsAt: Instant
    }

    private let connection: ServerConnection
    private let now: @Sendable () -> Instant

    public init(_ connection: ServerConnection, now: @escaping @Sendable () -> Instant = Instant.now) {
        self.connection = connection
        self.now = now
    }

    /// - Parameter user: as whom: one of the certificate's numbers, or one that the vault knows to be linked with it.
    /// - Throws: `ClientError`, `VaultError`.
    public func challenge(for user: Owner) async throws -> Challenge {
        var request = ClientRequest(method: .POST, path: "/v1/login/challenges", isRepeatable: true)
        request.needsSession = false
        let json = try await connection.json(request)
        guard let nonce = json["nonce"]?.string.flatMap({ [UInt8](hexadecimal: $0) }),
            let endsAt = json["expiresAt"]?.string.flatMap({ Instant($0) }),
            let statement = try? LoginStatement(nonce: nonce, origin: connection.origin, time: now(), user: user)
        else { throw ClientError(.answerMalformed, ["host": connection.origin.host]) }
        return Challenge(statement: statement, endsAt: endsAt)
    }

    /// Sends a challenge's signature.
    /// - Throws: `LOGIN_REFUSED` with the reason; `ClientError`.
    public func answer(_ challenge: Challenge, signer: CAdESSigner) async throws -> SignedInSession {
        // Once: the server takes a challenge back whatever comes of it.
        var request = ClientRequest(
            method: .POST, path: "/v1/login",
            body: .bytes(try challenge.statement.signed(by: signer), type: "application/pkcs7-mime"),
            isRepeatable: false)
        request.needsSession = false
        let json = try await connection.json(request)
        guard let token = json["token"]?.string, SignedInSession.isToken(token),
            let endsAt = json["expiresAt"]?.string.flatMap({ Instant($0) }),
            json["user"]?.string == challenge.statement.user.description
        else { throw ClientError(.answerMalformed, ["host": connection.origin.host]) }
        return SignedInSession(token: token, endsAt: endsAt, user: challenge.statement.user)
    }

    /// Ends a session.
    public func end(_ session: SignedInSession) async throws {
        var request = ClientRequest(
            method: .DELETE, path: "/v1/login", headers: [("Authorization", "Bearer \(session.token)")],
            isRepeatable: true)
        request.needsSession = false
        _ = try await connection.send(request, limit: 0, seconds: connection.limits.answerSeconds, accepting: [401])
    }
}
