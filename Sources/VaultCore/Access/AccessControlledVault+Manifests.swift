extension AccessControlledVault {
    public func follow(_ chain: ManifestChain) async throws {
        try await guardian.permit(.readManifest, facts(of: chain))
    }

    public func bodies(of chain: ManifestChain, _ sequence: UInt64) async throws -> ManifestBodies? {
        // First whether he may ask: what was issued for others is nobody else's to know.
        try await guardian.admit(.readManifest, facts(of: chain))
        guard let sealed = try await shelf?.manifests(of: chain).manifest(sequence) else { return nil }
        guard let manifest = try? Manifest(bytes: sealed.bytes), manifest.chain == chain,
            manifest.sequence == sequence, manifest.vault == identity.id
        else { throw VaultError(.integrity, ["part": "manifest", "sequence": String(sequence)]) }
        return ManifestBodies(of: manifest, records: records)
    }

    private func facts(of chain: ManifestChain) async throws -> AccessFacts {
        guard actor.role == .service else { return AccessFacts() }
        return AccessFacts(isInScope: actor.mayReadBodies(of: chain, isCurrent: try await isCurrent(chain)))
    }

    /// Whether the chain's scope means today what its manifests were issued for. An older version may have held more than
    /// its service has now, and so may a definition that was changed without one.
    private func isCurrent(_ chain: ManifestChain) async throws -> Bool {
        // For whoever has everything it does not count.
        if chain.isFull || actor.scope == ManifestScope.all.name { return true }
        guard let shelf else { return false }
        return try await stored.pool.run {
            guard let scope = try shelf.scopes().scope(named: chain.scope), scope.version == chain.scopeVersion else {
                return false
            }
            return try shelf.agrees(scope)
        }
    }
}
