import VaultCore

extension OpenedVault {
    /// The events of a service's scope, decided and entered in the journal.
    /// - Throws: `ACCESS_DENIED`, also for a scope that is none or is not what it was; `ACCESS_NOT_RECORDED`,
    ///   `SCOPES_MALFORMED`.
    func events(
        for claim: AccessClaim, _ admission: Admission, _ journal: SQLiteAccessJournal? = nil, pool: any BlockingPool
    ) async throws -> (log: EventLog, scope: ManifestScope) {
        let guardian = try guardian(claim, admission, journal)
        let name = guardian.actor.scope
        let scope = try await pool.run { try currentScope(named: name) }
        try await guardian.admit(.readEvents, AccessFacts(isInScope: scope != nil))
        guard let scope else { throw VaultError(.accessDenied, ["role": guardian.actor.role.rawValue]) }
        return (eventLog(of: scope, pool: pool), scope)
    }

    /// The events of a scope for the vault's own use.
    func eventLog(of scope: ManifestScope, pool: any BlockingPool) -> EventLog {
        let scope = EventScope(
            scope, records: records, catalogue: SQLiteCatalogue(database: database, pool: pool))
        return EventLog(records: records, commits: commits, isTold: scope.tells)
    }

    /// A scope as the vault's file defines it, where it means what its manifests were issued for; blocks.
    /// - Returns: nil where there is none of the name, or another meaning was kept for its version.
    /// - Throws: `SCOPES_MALFORMED`.
    func currentScope(named name: String?) throws -> ManifestScope? {
        guard let name else { return nil }
        // Whoever is told everything needs no file.
        if name == ManifestScope.all.name { return .all }
        guard let scope = try scopes().scope(named: name), try !KnownScope(scope).isContradicted(database) else {
            return nil
        }
        return scope
    }
}
