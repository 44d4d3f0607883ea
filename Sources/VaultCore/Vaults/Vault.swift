public import PKI

/// A vault as its users see it, in this process or over the wire.
public protocol Vault: Sendable {
    var identity: VaultIdentity { get }

    /// - Throws: `VAULT_OPENED_FOR_READING`, and what `Deposit.run` throws.
    func deposit(_ request: DepositRequest) async throws -> DepositOutcome

    /// A page of documents, in the order of the log.
    func list(_ query: DocumentQuery) async throws -> [DocumentListing]

    /// The one document that is meant.
    /// - Throws: `DOCUMENT_NOT_FOUND`, `REFERENCE_AMBIGUOUS` with the count; `REFERENCE_OF_OTHER_VAULT`,
    ///   `VERSION_NOT_FOUND` or `REFERENCE_CONTENT_DIFFERS` where the reference names what is not here.
    func show(_ reference: DocumentReference) async throws -> Record

    /// The bytes of one of a document's files, verified against the record's digest.
    /// - Throws: `INTEGRITY_FAILURE` where they are missing or changed.
    func content(of file: DepositedFile, in record: Record) async throws -> any ByteSource

    /// The receipt for a record, against the newest checkpoint.
    func receipt(for record: Record, disclosesPrivate: Bool) async throws -> Receipt

    /// What the vault kept of a record's validation: the report and its evidence, verified against the record's digests.
    /// - Throws: `INTEGRITY_FAILURE` where something is missing or changed.
    func evidence(of record: Record) async throws -> KeptEvidence
}
