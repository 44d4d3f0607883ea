public import PKI
import TransparencyLog

/// A vault over store protocols, for whoever has access already (`AccessControlledVault`).
public struct StoredVault: Sendable {
    public let identity: VaultIdentity
    private let identitySeal: [UInt8]
    private let objects: any ObjectStore
    private let records: any RecordStore
    let catalogue: any Catalogue
    private let publication: any LogPublication
    let pool: any BlockingPool
    let writer: VaultWriter?

    /// - Parameter writer: nil where the vault is opened for reading.
    public init(
        identity: VaultIdentity, identitySeal: [UInt8], objects: any ObjectStore, records: any RecordStore,
        catalogue: any Catalogue, publication: any LogPublication, pool: any BlockingPool, writer: VaultWriter?
    ) {
        self.identity = identity
        self.identitySeal = identitySeal
        self.objects = objects
        self.records = records
        self.catalogue = catalogue
        self.publication = publication
        self.pool = pool
        self.writer = writer
    }

    public func deposit(_ request: DepositRequest) async throws -> DepositOutcome {
        guard let deposits = writer?.deposits else { throw VaultError(.readOnly) }
        var replaced: KeptDocument?
        if let reference = request.replaces {
            // Whatever version is named, it is the document as it is now that is followed, with its name and code.
            replaced = try await show(DocumentReference(show(reference).description.document.text))
        }
        return try await deposits.run(request, replacing: replaced)
    }

    public func revalidate(
        _ document: DocumentID, uploader: String, entrance: String
    ) async throws -> RevalidationOutcome {
        guard let revalidation = writer?.revalidation else { throw VaultError(.readOnly) }
        guard let newest = try await history(of: document).compactMap(KeptDocument.init).last else {
            throw VaultError(.notFound)
        }
        return try await revalidation.run(newest, uploader: uploader, entrance: entrance)
    }

    public func enter(
        _ kind: DocumentEvent.Kind, of document: KeptDocument, reason: String, uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        guard let writer else { throw VaultError(.readOnly) }
        return try await writer.lifecycle.enter(
            kind, of: document, reason: reason, uploader: uploader, entrance: entrance)
    }

    public func enter(
        _ one: Owner, _ other: Owner, isLinked: Bool, evidence: KeptDocument, reason: String, uploader: String,
        entrance: String
    ) async throws -> CommittedRecord {
        guard let writer else { throw VaultError(.readOnly) }
        return try await writer.owners.enter(
            one, other, isLinked: isLinked, evidence: evidence, reason: reason, uploader: uploader,
            entrance: entrance)
    }

    public func issue(
        _ series: CodeSeries, count: Int, purpose: String?, uploader: String, entrance: String
    ) async throws -> (allocation: CodeAllocation, committed: CommittedRecord) {
        guard let writer else { throw VaultError(.readOnly) }
        return try await writer.codes.issue(
            series, count: count, purpose: purpose, uploader: uploader, entrance: entrance)
    }

    public func draftErasure(_ target: ErasureTarget, reason: ErasureReason) async throws -> ErasureStatement {
        guard let erasing = writer?.erasing else { throw VaultError(.readOnly) }
        return try await erasing.draft(target, reason: reason)
    }

    public func requestErasure(
        _ statement: ErasureStatement, signed: [UInt8], uploader: String, entrance: String
    ) async throws -> CommittedRecord {
        guard let erasing = writer?.erasing else { throw VaultError(.readOnly) }
        return try await erasing.request(statement, signed: signed, uploader: uploader, entrance: entrance)
    }

    public func erasureRequest(_ id: DocumentID) async throws -> (index: UInt64, request: ErasureRequest) {
        guard let index = try await records.request(id) else {
            throw VaultError(try await records.erasure(id) == nil ? .erasureNotFound : .erasureDone)
        }
        guard case .erasureRequest(let request) = try await record(index).shared.content else {
            throw VaultError(.integrity, ["part": "record", "index": String(index)])
        }
        return (index, request)
    }

    public func approveErasure(
        _ id: DocumentID, approval: [UInt8], sealedBy seal: any Seal, uploader: String, entrance: String
    ) async throws -> ErasureOutcome {
        guard let erasing = writer?.erasing else { throw VaultError(.readOnly) }
        let (index, _) = try await erasureRequest(id)
        return try await erasing.approve(
            record(index), approval: approval, sealedBy: seal, uploader: uploader, entrance: entrance)
    }

    public func applyErasures(
        _ list: ErasureList, seal: [UInt8], sealedBy: any Seal, uploader: String, entrance: String
    ) async throws -> [ErasureApplication] {
        guard let erasing = writer?.erasing else { throw VaultError(.readOnly) }
        return try await erasing.apply(
            list, seal: seal, sealedBy: sealedBy, uploader: uploader, entrance: entrance)
    }

    public func erasures() async throws -> (waiting: [Record], done: [Record]) {
        let found = try await records.erasures()
        var (waiting, done): ([Record], [Record]) = ([], [])
        for index in found.waiting { waiting.append(try await record(index)) }
        for index in found.done { done.append(try await record(index)) }
        return (waiting, done)
    }

    public func minutes(of erasure: Record) async throws -> SealedDocument {
        guard case .erasure(let content) = erasure.shared.content,
            let seal = erasure.private.evidence.first(where: { $0 != content.minutes })
        else { throw VaultError(.erasureNotFound) }
        return SealedDocument(bytes: try await bytes(content.minutes), seal: try await bytes(seal))
    }

    public func finishErasures() async throws -> Bool {
        guard let erasing = writer?.erasing else { throw VaultError(.readOnly) }
        return try await erasing.finish()
    }

    /// A small object of the space `shared`.
    private func bytes(_ digest: Digest) async throws -> [UInt8] {
        let source = try await objects.object(ObjectReference(space: .shared, digest: digest))
        let bytes = try await pool.run { try source.bytes(0..<source.count) }
        guard Digest.sha256(of: bytes) == digest else {
            throw VaultError(.integrity, ["part": "object", "digest": digest.description])
        }
        return bytes
    }

    public func list(_ query: DocumentQuery) async throws -> [DocumentListing] { try await catalogue.list(query) }

    public func search(_ query: SearchQuery) async throws -> SearchPage { try await catalogue.search(query) }

    public func show(_ reference: DocumentReference) async throws -> KeptDocument {
        try reference.check(vault: identity.id)
        let found = try await catalogue.records(meant: reference)
        guard let index = found.first else {
            if let document = reference.document, let tombstone = try await records.tombstone(of: document) {
                throw VaultError(.documentErased, ["index": String(tombstone)])
            }
            throw VaultError(.notFound)
        }
        guard found.count == 1 else { throw VaultError(.ambiguous, ["count": String(found.count)]) }
        let document = try await document(index)
        try reference.check(document.description)
        return document
    }

    /// Every document that may be meant, whosever it is; at most so many.
    func candidates(_ reference: DocumentReference, limit: Int) async throws -> [KeptDocument] {
        try reference.check(vault: identity.id)
        var documents: [KeptDocument] = []
        for index in try await catalogue.records(meant: reference).prefix(limit) {
            documents.append(try await document(index))
        }
        return documents
    }

    private func document(_ index: UInt64) async throws -> KeptDocument {
        guard let document = KeptDocument(try await record(index)) else {
            throw VaultError(.integrity, ["part": "record", "index": String(index)])
        }
        return document
    }

    /// Enters the digests of the journal of accesses that are due.
    /// - Throws: `VAULT_OPENED_FOR_READING`, and what the sequencer throws.
    public func enterAccessDigests() async throws {
        guard let writer else { throw VaultError(.readOnly) }
        try await writer.sequencer.enterDigests()
    }

    public func links(of owner: Owner) async throws -> (identity: OwnerIdentity, entries: [Record]) {
        let identity = try await records.identity(of: owner)
        var entries: [Record] = []
        for index in try await catalogue.links(of: identity) { entries.append(try await record(index)) }
        return (identity, entries)
    }

    public func standing(of document: DocumentID) async throws -> DocumentStanding? {
        try await records.standings(of: [document])[document]
    }

    public func history(of document: DocumentID) async throws -> [Record] {
        var entries: [Record] = []
        for index in try await catalogue.history(of: document) { entries.append(try await record(index)) }
        return entries
    }

    /// The record by which a request was done already; nil where it was not.
    /// - Throws: `IDEMPOTENCY_KEY_REUSED` where another was done under its key.
    func answer(to request: IdempotentRequest) async throws -> CommittedRecord? {
        guard let answer = try await records.answers(to: [request])[request.key] else { return nil }
        guard answer.request == request else { throw VaultError(.idempotencyKeyReused) }
        return CommittedRecord(
            record: try await record(answer.index), checkpoint: try await records.state().checkpoint)
    }

    /// A record as the log holds it: the index only leads there.
    func record(_ index: UInt64) async throws -> Record {
        switch try await records.entries(index..<(index + 1)).first {
        case .record(let record) where record.commitment == record.leaf.commitment: return record
        // Another process was faster than whoever asked.
        case .erased(let erased): throw VaultError(.documentErased, ["index": String(erased.tombstone)])
        case .record, nil: throw VaultError(.integrity, ["part": "record", "index": String(index)])
        }
    }

    public func content(of file: DepositedFile, in document: KeptDocument) async throws -> any ByteSource {
        try await objects.verified(file, of: document, on: pool)
    }

    public func evidence(of document: KeptDocument) async throws -> KeptEvidence {
        func bytes(_ reference: ObjectReference) async throws -> [UInt8] {
            let source = try await objects.object(reference)
            return try await pool.run {
                let bytes = try source.bytes(0..<source.count)
                guard Digest.sha256(of: bytes) == reference.digest else {
                    throw VaultError(
                        .integrity, ["part": "object", "document": document.description.document.text])
                }
                return bytes
            }
        }
        guard let report = document.description.verdict?.report else { throw VaultError(.noFiles) }
        var evidence: [[UInt8]] = []
        for digest in document.record.private.evidence {
            evidence.append(try await bytes(ObjectReference(space: .shared, digest: digest)))
        }
        let space = document.record.private.space
        return KeptEvidence(
            report: try await bytes(ObjectReference(space: space, digest: report)), evidence: evidence)
    }

    public func receipt(for record: Record, disclosesPrivate: Bool) async throws -> Receipt {
        let tree = try await tree(over: record.index)
        guard record.index < tree.size else { throw VaultError(.integrity, ["part": "checkpoint", "reason": "size"]) }
        return Receipt(
            record: record, proof: try await proof(of: record.index, in: tree), identity: identity.bytes,
            identitySeal: identitySeal, disclosesPrivate: disclosesPrivate)
    }

    /// The published checkpoint and the size of its tree, against which proofs are given.
    /// - Throws: `INTEGRITY_FAILURE`; `COMMITTED_NOT_PUBLISHED` where it is by a key that was compromised since, and what takes
    ///   its place is not published yet.
    func publishedTree() async throws -> (checkpoint: [UInt8], size: UInt64) {
        guard let checkpoint = try await publication.publishedCheckpoint() else {
            throw VaultError(.integrity, ["part": "checkpoint", "reason": "absent"])
        }
        do {
            return (checkpoint, try LogReader(identity: identity).checkpoint(checkpoint).size)
        } catch {
            let size = try LogReader(identity: identity, isOfOwnLog: true).checkpoint(checkpoint).size
            throw VaultError(.committedNotPublished, ["size": String(size)])
        }
    }

    /// The tree that receivers are told of: the published one; where the vault wants a quorum of witnesses, the newest that has
    /// one.
    /// - Throws: `WITNESSES_LAG` where none has.
    func toldTree() async throws -> (checkpoint: [UInt8], size: UInt64) {
        let published = try await publishedTree()
        let witnessed = try await records.witnessed()
        if let newest = witnessed.newest, newest.size == published.size || witnessed.quorum > 0 {
            return (newest.note.bytes, newest.size)
        }
        guard witnessed.quorum > 0 else { return published }
        throw VaultError(
            .witnessesLag,
            ["cosigned": "0", "committed": String(published.size), "quorum": String(witnessed.quorum)])
    }

    /// The proof that an entry below the tree's size is in it.
    func proof(
        of index: UInt64, in tree: (checkpoint: [UInt8], size: UInt64)
    ) async throws -> InclusionProofFile {
        InclusionProofFile(
            index: index, hashes: try await publication.inclusionProof(of: index, size: tree.size),
            checkpoint: tree.checkpoint)
    }

    /// The newest tree that witnesses cosigned, where it holds the entry: that proves more than a newer one that nobody has
    /// seen yet. Whatever may be wrong with those lines, or with the file that names the witnesses, keeps nobody from a
    /// receipt: the record is committed, and `kho check` says what is wrong.
    private func tree(over index: UInt64) async throws -> (checkpoint: [UInt8], size: UInt64) {
        if let newest = try? await records.witnessed().newest, index < newest.size {
            return (newest.note.bytes, newest.size)
        }
        return try await publishedTree()
    }
}
