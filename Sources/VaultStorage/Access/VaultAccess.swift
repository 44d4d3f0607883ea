import PKI
public import VaultCore

/// What a vault's rules say of somebody, where the vault itself is not opened.
public enum VaultAccess {
    /// - Throws: `ACCESS_DENIED`; `VAULT_NOT_FOUND`. Where the vault's `roles` are missing or cannot be understood, nothing is
    ///   denied to whoever checks the vault, who is told so by the check.
    public static func authorise(
        _ action: AccessAction, of path: String, as claim: AccessClaim
    ) throws {
        let layout = VaultLayout(path)
        guard Folder.exists(layout.identity) else { throw VaultError(.vaultNotFound) }
        guard let bytes = try? SmallFile.read(layout.roles),
            let roles = try? Roles(parsing: String(decoding: bytes, as: UTF8.self))
        else { return }
        let actor = try roles.access.actor(claim)
        guard AccessPolicy.decide(actor, action, claim, AccessFacts()).isPermitted else {
            throw VaultError(.accessDenied, ["role": actor.role.rawValue])
        }
    }

    /// Whether an interval of the journal is over whose digest is not in the log; nothing is written.
    public static func isDigestDue(_ path: String) async throws -> Bool {
        let pool = WorkerPool.shared
        return try await pool.run {
            let opened = try OpenedVault(path: path, pool: pool, writes: false)
            defer { opened.database.close() }
            return try SQLiteAccessJournal.isDue(
                opened.database, interval: try opened.admission().policy.accessInterval, now: .now())
        }
    }
}
