import VaultCore

/// The scopes and the chains of an opened vault.
struct VaultChainShelf: ChainShelf {
    let opened: OpenedVault
    let pool: any BlockingPool

    func scopes() throws -> ManifestScopes { try opened.scopes() }

    func agrees(_ scope: ManifestScope) throws -> Bool {
        try !KnownScope(scope).isContradicted(opened.database)
    }

    func manifests(of chain: ManifestChain) -> any ManifestStore {
        ManifestFiles(layout: opened.layout, chain: chain, staging: nil, pool: pool)
    }
}
