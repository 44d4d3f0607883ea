import Messages
import VaultClient
import VaultCore
import VaultStorage

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

    /// The vault, which must be the one that was there before, or is pinned where this user keeps what he trusts.
    func vault(as claim: AccessClaim, report: @escaping @Sendable (Int) -> Void) async throws -> RemoteVault {
        let vault = try await RemoteVault.open(connection, as: claim, known: try known(), report: report)
        // Whoever cannot write it down is not warned of another vault next time, and works all the same.
        try? memory.remember(.init(vault: vault.identity, user: memory.server?.user))
        return vault
    }

    /// Which vault is there, for whoever signs in: as whom he acts, he says with each command.
    func identity() async throws -> VaultIdentity {
        try await RemoteVault.identity(behind: connection, known: try known()).identity
    }

    private func known() throws(CommandFailure) -> KnownVault {
        KnownVault(identity: memory.server?.vault, pinned: try Self.pinned())
    }

    private static func pinned() throws(CommandFailure) -> [PinnedVault] {
        guard let folder = try TrustLocation.folder(option: nil, vault: nil) else { return [] }
        do {
            return try folder.pinnedVaults()
        } catch {
            throw CommandFailure(error, folder: folder.path)
        }
    }
}
