public import PKI
import TransparencyLog

/// A vault over store protocols: what `kho` and its server run on.
public struct StoredVault: Vault {
    public let identity: VaultIdentity
    private let identitySeal: [UInt8]
    private let objects: any ObjectStore
    private let records: any RecordStore
    private let catalogue: any Catalogue
    private let publication: any LogPublication
    private let pool: any BlockingPool
    private let deposits: Deposit?

    /// - Parameter deposits: nil where the vault is opened for reading.
    public init(
        identity: VaultIdentity, identitySeal: [UInt8], objects: any ObjectStore, records: any RecordStore,
        catalogue: any Catalogue, publication: any LogPublication, pool: any BlockingPool, deposits: Deposit?
    ) {
        self.identity = identity
        self.identitySeal = identitySeal
        self.objects = objects
        self.records = records
        self.catalogue = catalogue
        self.publication = publication
        self.pool = pool
        self.deposits = deposits
    }

    public func deposit(_ request: DepositRequest) async throws -> DepositOutcome {
        guard let deposits else { throw VaultError(.readOnly) }
        return try await deposits.run(request)
    }

    public func list(_ query: DocumentQuery) async throws -> [DocumentListing] { try await catalogue.list(query) }

    public func show(_ reference: DocumentReference) async throws -> Record {
        try reference.check(vault: identity.id)
        let found = try await catalogue.records(meant: reference)
        guard let index = found.first else { throw VaultError(.notFound) }
        guard found.count == 1 else { throw VaultError(.ambiguous, ["count": String(found.count)]) }
        guard let record = try await records.records(index..<(index + 1)).first else {
            throw VaultError(.integrity, ["part": "record", "index": String(index)])
        }
        // The index only leads here; what is shown must be what the log holds.
        guard record.commitment == record.leaf.commitment else {
            throw VaultError(.integrity, ["part": "record", "index": String(index)])
        }
        try reference.check(record.shared.description)
        return record
    }

    public func content(of file: DepositedFile, in record: Record) async throws -> any ByteSource {
        guard record.shared.description.files.contains(file) else { throw VaultError(.fileNotInDocument) }
        let reference = ObjectReference(space: record.private.space, digest: file.digest)
        let source = try await objects.object(reference)
        let isIntact = try await pool.run { try source.count == file.size && source.digest(.sha256) == file.digest }
        guard isIntact else {
            throw VaultError(
                .integrity, ["part": "object", "document": record.shared.description.document.text])
        }
        return source
    }

    public func evidence(of record: Record) async throws -> KeptEvidence {
        func bytes(_ reference: ObjectReference) async throws -> [UInt8] {
            let source = try await objects.object(reference)
            return try await pool.run {
                let bytes = try source.bytes(0..<source.count)
                guard Digest.sha256(of: bytes) == reference.digest else {
                    throw VaultError(
                        .integrity, ["part": "object", "document": record.shared.description.document.text])
                }
                return bytes
            }
        }
        let report = record.shared.description.verdict.report
        var evidence: [[UInt8]] = []
        for digest in record.private.evidence {
            evidence.append(try await bytes(ObjectReference(space: .shared, digest: digest)))
        }
        return KeptEvidence(
            report: try await bytes(ObjectReference(space: record.private.space, digest: report)), evidence: evidence)
    }

    public func receipt(for record: Record, disclosesPrivate: Bool) async throws -> Receipt {
        guard let checkpoint = try await publication.publishedCheckpoint() else {
            throw VaultError(.integrity, ["part": "checkpoint", "reason": "absent"])
        }
        let size = try LogReader(identity: identity).checkpoint(checkpoint).size
        guard record.index < size else { throw VaultError(.integrity, ["part": "checkpoint", "reason": "size"]) }
        let hashes = try await publication.inclusionProof(of: record.index, size: size)
        let proof = InclusionProofFile(index: record.index, hashes: hashes, checkpoint: checkpoint)
        return Receipt(
            record: record, proof: proof, identity: identity.bytes, identitySeal: identitySeal,
            disclosesPrivate: disclosesPrivate)
    }
}
