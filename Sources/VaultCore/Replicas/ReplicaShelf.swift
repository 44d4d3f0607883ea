/// Where a server keeps what vaults push to it: one replica for each vault and chain.
public protocol ReplicaShelf: Sendable {
    /// Whether a service may push a vault's manifests: by the operator's list, and nobody else.
    /// - Throws: `REPLICA_SENDERS_MALFORMED`.
    func takes(_ vault: String, from service: String) async throws -> Bool

    /// The vault as it is pinned here; nil for one that is not.
    func pinned(_ vault: String) async throws -> PinnedVault?

    /// - Parameter writes: makes it where it is missing, and keeps others who write out of it.
    /// - Returns: nil where there is none.
    /// - Throws: `VAULT_LOCKED`.
    func store(of vault: String, _ chain: ManifestChain, writes: Bool) async throws -> (any ReplicaStore)?
}
