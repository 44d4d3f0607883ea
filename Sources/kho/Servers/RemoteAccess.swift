import Messages
import VaultClient
import VaultCore

/// A server that a command works with.
struct RemoteAccess: Sendable {
    let connection: ServerConnection
    let memory: ServerMemory
    let session: RemoteSession

    /// - Throws: `SERVER_ORIGIN_MALFORMED`, `SERVER_WITHOUT_TLS`, `SERVER_CA_MALFORMED`; `FILE_NOT_FOUND` …
    init(_ server: String, _ options: RemoteOptions, language: Language) throws {
        let origin = try ServerOrigin(server)
        memory = ServerMemory(origin)
        session = RemoteSession(memory, options, language: language)
        connection = try ServerConnection(
            origin,
            authorities: try options.authorities.map { try InputFile.bytes($0, limit: Self.maximumAuthorities) },
            session: session)
    }

    /// A system's own bundle of authorities has a quarter of it.
    private static let maximumAuthorities = 1 << 20

    /// The vault, which must be the one that was there before.
    func vault(as claim: AccessClaim, report: @escaping @Sendable (Int) -> Void) async throws -> RemoteVault {
        let known = memory.server
        let vault = try await RemoteVault.open(connection, as: claim, known: known?.vault, report: report)
        // Whoever cannot write it down is not warned of another vault next time, and works all the same.
        if known == nil { try? memory.remember(.init(vault: vault.identity.id, user: nil)) }
        return vault
    }
}
