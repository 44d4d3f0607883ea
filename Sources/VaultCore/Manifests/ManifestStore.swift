/// Keeps the manifests of one chain and its newest head.
public protocol ManifestStore: Sendable {
    /// The sequence number of the newest manifest; nil where there is none.
    func lastSequence() async throws -> UInt64?

    /// - Throws: `INTEGRITY_FAILURE` where it is there without its seal.
    func manifest(_ sequence: UInt64) async throws -> SealedDocument?

    /// Keeps a manifest, durably; it is never changed again.
    func keep(_ manifest: SealedDocument, sequence: UInt64) async throws

    func head() async throws -> SealedDocument?

    /// Puts the head in place of the last one, durably.
    func replace(head: SealedDocument) async throws
}
