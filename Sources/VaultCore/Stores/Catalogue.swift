/// Finds documents. An index over the records; it knows nothing that they do not say.
public protocol Catalogue: Sendable {
    /// The indices of the records that are meant: by document id, by code, by the first digits of a file's digest.
    /// Each document once: by its newest version that was let in, else by its newest.
    func records(meant reference: DocumentReference) async throws -> [UInt64]

    /// A page of documents in the order of the log.
    func list(_ query: DocumentQuery) async throws -> [DocumentListing]

    /// A page of documents by what they are called and what is said of them, the newest entry first.
    func search(_ query: SearchQuery) async throws -> SearchPage

    /// The indices of all records about a document, in the order of the log.
    func history(of document: DocumentID) async throws -> [UInt64]

    /// The indices of all records that link or part identifiers of this owner, in the order of the log.
    func links(of identity: OwnerIdentity) async throws -> [UInt64]

    /// A page of consents in the order of the log: the records that granted them, and those of their events.
    func consents(_ query: ConsentQuery) async throws -> [(granted: UInt64, events: [UInt64])]
}
