public import PKI

/// A vault as its users see it, in this process or over the wire.
///
/// What a method does needs a right of the actor's (`AccessPolicy`): each throws `ACCESS_DENIED` or `ACCESS_NOT_DECLARED`
/// where he has none.
public protocol Vault: ConsentKeeping {
    var identity: VaultIdentity { get }

    /// Who acts.
    var actor: Actor { get }

    /// - Throws: `VAULT_OPENED_FOR_READING`, and what `Deposit.run` throws.
    func deposit(_ request: DepositRequest) async throws -> DepositOutcome

    /// Validates the newest version of a pending document again (`DocumentQuery.isAwaiting` lists them).
    /// - Throws: `VAULT_OPENED_FOR_READING`, `DOCUMENT_NOT_FOUND`, and what `Revalidation.run` throws.
    func revalidate(_ document: DocumentID, uploader: String, entrance: String) async throws -> RevalidationOutcome

    /// Enters that a document was withdrawn, or has expired.
    /// - Throws: `VAULT_OPENED_FOR_READING`, and what `DocumentLifecycle.enter` throws.
    func enter(
        _ kind: DocumentEvent.Kind, of document: KeptDocument, reason: String, uploader: String, entrance: String
    ) async throws -> CommittedRecord

    /// Enters that two identifiers are one owner's, or are so no longer.
    /// - Throws: `VAULT_OPENED_FOR_READING`, and what `OwnerLinking.enter` throws.
    func enter(
        _ one: Owner, _ other: Owner, isLinked: Bool, evidence: KeptDocument, reason: String, uploader: String,
        entrance: String
    ) async throws -> CommittedRecord

    /// Gives out the next serial numbers of a series.
    /// - Throws: `VAULT_OPENED_FOR_READING`, and what `CodeIssuing.issue` throws.
    func issue(
        _ series: CodeSeries, count: Int, purpose: String?, uploader: String, entrance: String
    ) async throws -> (allocation: CodeAllocation, committed: CommittedRecord)

    /// What is to be signed by whoever asks for an erasure.
    /// - Throws: what `Erasing.draft` throws.
    func draftErasure(_ target: ErasureTarget, reason: ErasureReason) async throws -> ErasureStatement

    /// Enters a signed request for an erasure; nothing is erased yet.
    /// - Throws: `VAULT_OPENED_FOR_READING`, and what `Erasing.request` throws.
    func requestErasure(
        _ statement: ErasureStatement, signed: [UInt8], uploader: String, entrance: String
    ) async throws -> CommittedRecord

    /// The request with this name, which waits for an approval.
    /// - Throws: `ERASURE_NOT_FOUND`, `ERASURE_DONE`.
    func erasureRequest(_ id: DocumentID) async throws -> (index: UInt64, request: ErasureRequest)

    /// Carries a request out on a second person's word.
    /// - Throws: `VAULT_OPENED_FOR_READING`, and what `Erasing.approve` throws.
    func approveErasure(
        _ id: DocumentID, approval: [UInt8], uploader: String, entrance: String
    ) async throws -> ErasureOutcome

    /// Erases again what a sealed list of this vault names and a restored folder still has.
    /// - Throws: `VAULT_OPENED_FOR_READING`, and what `Erasing.apply` throws.
    func applyErasures(
        _ list: ErasureList, seal: [UInt8], uploader: String, entrance: String
    ) async throws -> [ErasureApplication]

    /// Every request that waits, and every erasure, in the order of the log.
    func erasures() async throws -> (waiting: [Record], done: [Record])

    /// The same, and all erasures as a list to be kept outside of the vault, sealed by it.
    /// - Throws: `KEY_MISSING` where the vault's seal is not at hand.
    func erasureList() async throws -> (list: SealedDocument, waiting: [Record], done: [Record])

    /// The minutes of an erasure and the seal over them, verified against the record's digests.
    func minutes(of erasure: Record) async throws -> SealedDocument

    /// Does what an erasure left to do.
    /// - Returns: whether nothing is left.
    func finishErasures() async throws -> Bool

    /// All identifiers of an owner, for a list or a search.
    func identity(of owner: Owner) async throws -> OwnerIdentity

    /// All identifiers of an owner, and the entries that made them so.
    func links(of owner: Owner) async throws -> (identity: OwnerIdentity, entries: [Record])

    /// Where a document stands now; nil for one that is not there.
    func standing(of document: DocumentID) async throws -> DocumentStanding?

    /// Every entry about a document, the oldest first: its versions, and what became of it.
    func history(of document: DocumentID) async throws -> [Record]

    /// The same for who may not see what the document says.
    func outline(of document: DocumentID) async throws -> [OutlineEntry]

    /// A page of documents, in the order of the log.
    func list(_ query: DocumentQuery) async throws -> [DocumentListing]

    /// A page of what is looked for, the newest entry first.
    func search(_ query: SearchQuery) async throws -> SearchPage

    /// The one document that is meant.
    /// - Throws: `DOCUMENT_NOT_FOUND`, `REFERENCE_AMBIGUOUS` with the count; `REFERENCE_OF_OTHER_VAULT`,
    ///   `VERSION_NOT_FOUND` or `REFERENCE_CONTENT_DIFFERS` where the reference names what is not here.
    func show(_ reference: DocumentReference) async throws -> KeptDocument

    /// The same, for something that is done with it next: it is that which is entered in the journal of accesses.
    func show(_ reference: DocumentReference, for action: AccessAction) async throws -> KeptDocument

    /// The id alone, for who may not see what the document says.
    /// - Throws: as `show(_:)`.
    func identify(_ reference: DocumentReference, for action: AccessAction) async throws -> DocumentID

    /// The bytes of one of a document's files, verified against the record's digest.
    /// - Throws: `INTEGRITY_FAILURE` where they are missing or changed.
    func content(of file: DepositedFile, in document: KeptDocument) async throws -> any ByteSource

    /// The receipt for a record, against the newest checkpoint; the newest that witnesses cosigned, where it holds the record.
    func receipt(for record: Record, disclosesPrivate: Bool) async throws -> Receipt

    /// What the vault kept of a document's validation: the report and its evidence, verified against the record's digests.
    /// - Throws: `INTEGRITY_FAILURE` where something is missing or changed.
    func evidence(of document: KeptDocument) async throws -> KeptEvidence

    /// Writes a copy bundle of a document (design.md section 7), sealed by the vault.
    ///
    /// - Parameter path: of a file that is not there yet.
    /// - Throws: `KEY_MISSING`, `DOCUMENT_HAS_NO_FILES`, `INTEGRITY_FAILURE`; `BundleError`, `ZipError`.
    func copy(of document: KeptDocument, to path: String) async throws

    /// Who looked at what: of one document, of one owner, or of the whole vault. It is an access itself.
    ///
    /// - Parameters:
    ///   - owner: nil for whatever owner.
    ///   - document: as `show(_:for:)` gave it for `.accesses`; nil for that of the query, or whatever document.
    /// - Returns: a page, the newest first.
    func accesses(
        of owner: OwnerIdentity?, _ document: KeptDocument?, _ query: AccessQuery
    ) async throws -> [AccessRecord]

    /// What a document of the actor's own is called; nil for any other.
    func ownName(of document: DocumentID) async throws -> String?

    /// The working days by which the vault counts.
    /// - Throws: `CALENDAR_MALFORMED` with the line.
    func calendar() async throws -> WorkingCalendar
}
