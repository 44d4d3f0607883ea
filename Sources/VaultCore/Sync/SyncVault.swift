/// What sync services ask a vault: on demand (Circular 01/2023 art. 25) its catalogue and one document by its code, and
/// what its manifests tell of.
public protocol SyncVault: Sendable {
    /// A page of the documents in force: of a service's scope, or of one owner for an officer's dossier.
    /// - Throws: `ACCESS_DENIED`, `ACCESS_NOT_DECLARED`.
    func catalogue(_ query: CatalogueQuery) async throws -> CataloguePage

    /// - Throws: `DOCUMENT_NOT_FOUND`, also for a document that the actor may not know of; `ACCESS_NOT_DECLARED`;
    ///   `REFERENCE_AMBIGUOUS` where several have the code, in different schemes; `COMMITTED_NOT_PUBLISHED` for one that
    ///   came this moment.
    func document(by query: CodeQuery) async throws -> CodeAnswer

    /// Lets the actor fetch the heads and manifests of a scoped chain: which entries of the log a scope has is for those
    /// alone whom the chain is for. Nothing is entered but what is denied.
    /// - Throws: `ACCESS_DENIED`.
    func follow(_ chain: ManifestChain) async throws

    /// The bodies of a manifest's entries, for those whom the chain is for. It is entered once for all its pages.
    /// - Returns: nil where there is no such manifest.
    /// - Throws: `ACCESS_DENIED`, `ACCESS_NOT_RECORDED`; `INTEGRITY_FAILURE`.
    func bodies(of chain: ManifestChain, _ sequence: UInt64) async throws -> ManifestBodies?
}
