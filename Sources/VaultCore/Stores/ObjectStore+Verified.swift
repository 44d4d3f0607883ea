import PKI

extension ObjectStore {
    /// The bytes of one of a document's files, verified against the record.
    /// - Throws: `FILE_NOT_IN_DOCUMENT`; `INTEGRITY_FAILURE` where they are missing or changed.
    func verified(
        _ file: DepositedFile, of document: KeptDocument, on pool: any BlockingPool
    ) async throws -> any ByteSource {
        guard document.description.files.contains(file) else { throw VaultError(.fileNotInDocument) }
        let reference = ObjectReference(space: document.record.private.space, digest: file.digest)
        let source = try await object(reference)
        let isIntact = try await pool.run { try source.count == file.size && source.digest(.sha256) == file.digest }
        guard isIntact else {
            throw VaultError(
                .integrity, ["part": "object", "document": document.description.document.text])
        }
        return source
    }
}
