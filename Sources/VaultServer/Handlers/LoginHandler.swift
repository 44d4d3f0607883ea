import CanonicalJSON
import HTTPTypes
import Hummingbird
import PKI
import VaultCore

/// Signing in and out (docs/access.md).
struct LoginHandler: Sendable {
    let entrance: any VaultEntrance
    let sessions: SessionStore
    let challenges: ChallengeStore
    /// Where this server is reached, as clients sign it.
    let origins: @Sendable () -> Set<String>
    /// Validations of signatures at once: each takes a thread for some milliseconds.
    let validations: RequestSlots
    let figures: ServerFigures

    func answer(_ route: LoginRoute, _ request: IncomingRequest) async throws -> Response {
        switch (route, request.method) {
        case (.challenges, _): challenge()
        case (.session, .delete): try signOut(request)
        case (.session, _): try await signIn(request)
        }
    }

    private func challenge() -> Response {
        let (nonce, endsAt) = challenges.issue()
        return .json(
            ["expiresAt": .string(endsAt.description), "nonce": .string(nonce.hexadecimal)], status: .created)
    }

    private func signIn(_ request: IncomingRequest) async throws -> Response {
        try request.require(mediaType: "application/pkcs7-mime")
        let cms = try await request.body.bytes(limit: SignedLogin.maximumByteCount)
        do {
            let nonce = try SignedLogin(cms).statement.nonce
            // First the place: whoever is told to come back comes with the same signature.
            guard let slot = validations.take(nil) else { throw Problem(.busy) }
            guard challenges.take(nonce) else { throw LoginRefusal.challenge.error }
            let person = try await entrance.signIn(cms, nonce: nonce, origins: origins())
            withExtendedLifetime(slot) {}
            guard let (token, endsAt) = sessions.begin(person) else { throw Problem(.busy) }
            figures.signedIn(true)
            return .json([
                "expiresAt": .string(endsAt.description), "token": .string(token.hexadecimal),
                "user": .string(person.user.description),
            ])
        } catch let error as VaultError {
            figures.signedIn(false)
            throw error
        }
    }

    private func signOut(_ request: IncomingRequest) throws -> Response {
        guard case .person(let session) = request.caller else { throw Problem(.signInNeeded) }
        sessions.end(session)
        return .nothing()
    }
}
