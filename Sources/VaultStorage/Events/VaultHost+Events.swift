public import VaultCore

extension VaultHost: EventEntrance {
    /// The rules are those of the moment; whoever is no service of this scope any more is told no more either, and so is
    /// whoever's scope means something else.
    /// - Throws: `ACCESS_DENIED`, also for whoever was not recognised as a service; `ACCESS_NOT_RECORDED`,
    ///   `ROLES_MALFORMED`, `POLICY_MALFORMED`, `SCOPES_MALFORMED`.
    public func events(for claim: AccessClaim) async throws -> EventLog {
        guard case .service = claim.visitor else {
            throw VaultError(.accessDenied, ["role": AccessRole.service.rawValue])
        }
        let admission = try await pool.run { [rules] in try rules.admission() }
        let actor = try admission.roles.access.actor(claim)
        let hosted = try await vaults.current()
        let opened = hosted.opened
        let (events, scope) = try await opened.events(for: claim, admission, hosted.journal, pool: pool)
        return events.asLong { [pool, rules, opened] in
            // Rules that cannot be read let nobody in.
            let isStill = try? await pool.run {
                try rules.admission().roles.access.actor(claim) == actor
                    && opened.currentScope(named: actor.scope) == scope
            }
            return isStill ?? false
        }
    }

    /// Those whom the vault tells, by this opening of it: what it commits itself is known at once.
    public var webhooks: VaultWebhooks { VaultWebhooks(opened, pool) }
}
