/// Finds documents. An index over the records; it knows nothing that they do not say.
public protocol Catalogue: Sendable {
    /// The indices of the records that are meant: by document id, by code, by the first digits of a file's digest.
    /// Each document once, by its newest version.
    func records(meant reference: DocumentReference) async throws -> [UInt64]

    /// A page of documents in the order of the log.
    func list(_ query: DocumentQuery) async throws -> [DocumentListing]
}
