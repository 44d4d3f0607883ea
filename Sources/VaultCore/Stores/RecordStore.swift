public import PKI

/// Keeps records, leaves and the state of the log in one transactional place: the commit is its transaction.
public protocol RecordStore: ErasureIndex, LogEntries {
    /// Waits until this process alone may publish objects, commit and publish the log.
    /// - Throws: `VAULT_LOCKED` after a bounded wait.
    func lease() async throws -> any SequencingLease

    /// The committed state.
    /// - Throws: `VAULT_KEYS_CHANGED` where the vault has other keys than when it was opened.
    func state() async throws -> LogState

    /// How far the vault's witnesses have followed the committed state.
    /// - Throws: `WITNESSES_MALFORMED`; `INTEGRITY_FAILURE` where what is kept of it is not what it was.
    func witnessed() async throws -> WitnessedState

    /// Commits records and the state that they lead to, with the accesses by which they were written and the requests
    /// that are done by them, all or nothing,
    /// durably.
    /// An erasure among them empties in the same transaction the records that it names, and takes away what derived from
    /// them.
    ///
    /// - Parameter expected: the size that the committed state must have (compare-and-swap).
    /// - Throws: `LOG_CONFLICT` where it has another; nothing was changed then.
    func commit(
        _ records: [Record], accesses: [AccessEntry], answers: [AnsweredRequest], expecting expected: UInt64,
        state: LogState
    ) async throws

    /// Which of these requests were done, by their keys: by a record that is still there, and not longer ago than
    /// `IdempotentRequest.keepingTime` at least.
    func answers(to requests: [IdempotentRequest]) async throws -> [Digest: AnsweredRequest]

    /// The documents that have these codes already, within the scheme and by whatever normalisation.
    func documents(with codes: [DocumentCode]) async throws -> [DocumentCode.Key: DocumentID]

    /// The documents that were certified under these numbers.
    func documents(certifiedUnder numbers: [CertificationNumber]) async throws -> [CertificationNumber: DocumentID]

    /// Where documents stand; those that the store does not know are left out.
    func standings(of documents: [DocumentID]) async throws -> [DocumentID: DocumentStanding]

    /// The last serial numbers that were given out in these series; 0 where there is none.
    func lastSerials(of series: [CodeSeries]) async throws -> [CodeSeries: Int]

    /// The greatest serial number of a series within a range that a document has; nil where none has.
    func greatestSerial(of series: CodeSeries, in range: ClosedRange<Int>) async throws -> Int?

    /// The person or organisation that an identifier names, with all linked ones.
    func identity(of owner: Owner) async throws -> OwnerIdentity

    /// Whether these two are linked directly.
    func areLinked(_ one: Owner, _ other: Owner) async throws -> Bool

    /// What became of these consents; those that the store does not know are left out.
    func events(of consents: [ConsentID]) async throws -> [ConsentID: Set<ConsentEvent.Kind>]

    /// Which of these objects no committed record refers to.
    func unreferenced(_ objects: [ObjectReference]) async throws -> [ObjectReference]

    /// The spaces that these owners have; those without one are left out.
    func spaces(of owners: Set<Owner>) async throws -> [Owner: SpaceID]

    /// The owner's space; a new one is reserved durably for an owner without.
    func space(of owner: Owner) async throws -> SpaceID

    /// The spaces that these owners have already.
    func knownSpaces(of owners: Set<Owner>) async throws -> [SpaceID]
}

extension RecordStore {
    public func size() async throws -> UInt64 { try await state().size }
}

/// The right to sequence, held by one process at a time.
public protocol SequencingLease: Sendable {
    func release()
}
