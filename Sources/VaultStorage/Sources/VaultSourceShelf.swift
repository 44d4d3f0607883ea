import VaultCore

/// Whom an opened vault asks, and what it saw of them.
struct VaultSourceShelf: SourceShelf {
    let opened: OpenedVault

    func sources() throws -> ResolutionSources { try opened.sources() }

    func seen(_ vault: String) throws -> SeenVault? {
        try opened.database.read { try SeenVaultRow.fetch(vault, $0) }
    }

    func remember(_ seen: SeenVault, after known: SeenVault?) throws -> SeenVault? {
        // Most of the time nothing is new, and then nothing is written.
        if seen == known, try self.seen(seen.vault) == seen { return nil }
        return try opened.database.write { try SeenVaultRow.keep(seen, after: known, $0) }
    }
}
