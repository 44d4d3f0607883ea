/// What a vault keeps of the scopes of its services, and of the chains of manifests that tell of them.
public protocol ChainShelf: Sendable {
    /// What the scopes mean now; may block.
    /// - Throws: `SCOPES_MALFORMED`.
    func scopes() throws -> ManifestScopes

    /// Whether a scope means what it meant when the first manifest of its name and version was issued; may block.
    func agrees(_ scope: ManifestScope) throws -> Bool

    func manifests(of chain: ManifestChain) -> any ManifestStore
}
