import PKI
import Signatures

/// The use case behind `kho put`: intake, validation, admission, commit. Whatever fails leaves nothing behind.
public struct Deposit: Sendable {
    private let objects: any ObjectStore
    private let records: any RecordStore
    private let sequencer: Sequencer
    private let validator: any DepositValidator
    private let admission: Admission
    private let pool: any BlockingPool
    private let sharedObjects: SharedObjects

    public init(
        objects: any ObjectStore, records: any RecordStore, sequencer: Sequencer, validator: any DepositValidator,
        admission: Admission, pool: any BlockingPool
    ) {
        self.objects = objects
        self.records = records
        self.sequencer = sequencer
        self.validator = validator
        self.admission = admission
        self.pool = pool
        sharedObjects = SharedObjects(records: records)
    }

    /// - Parameter replaced: the version that the request's `replaces` means.
    /// - Returns: kept or refused; both with the validation's report.
    /// - Throws: what could not be done, `VaultError` or `ByteSourceError`.
    public func run(_ request: DepositRequest, replacing replaced: KeptDocument? = nil) async throws -> DepositOutcome {
        try request.check()
        let identity = try await records.identity(of: request.owner)
        let predecessor = try await predecessor(replaced, of: request, by: identity)
        var intake = try await Intake(request, objects: objects)
        var validation = try await validate(intake)
        if intake.hasBeside, validation.report.uncoveredContents.contains(intake.contents.count - 1) {
            // What lies beside is another file, or the signature holds its content: the deposit is judged without it.
            intake = intake.withoutBeside()
            validation = try await validate(intake)
        }
        let report = validation.report
        let status: DocumentStatus
        switch admission.decide(
            report, category: request.category, owner: identity,
            contentNames: intake.contents.map(\.name.text))
        {
        case .accepted: status = .accepted
        case .pending: status = .pending
        case .refused(let refusal): return .refused(refusal, report: report)
        }
        return .kept(
            try await keep(request, intake, validation, status, identity, predecessor), report: report)
    }

    private func validate(_ intake: Intake) async throws -> DepositValidation {
        try await pool.run { [validator] in try validator.validate(intake.validated()) }
    }

    /// The version to follow, held against the request.
    private struct Predecessor {
        let description: DocumentDescription
        let space: SpaceID
        let newestVersion: Int
    }

    /// - Throws: `DOCUMENT_OF_ANOTHER_OWNER` for another owner's document or one of another category, `DOCUMENT_ENDED`.
    private func predecessor(
        _ replaced: KeptDocument?, of request: DepositRequest, by identity: OwnerIdentity
    ) async throws -> Predecessor? {
        guard let replaced else { return nil }
        let description = replaced.description
        guard identity.identifiers.contains(description.owner), description.category == request.category else {
            throw VaultError(.ownerDiffers)
        }
        guard let standing = try await records.standings(of: [description.document])[description.document] else {
            throw VaultError(.notFound)
        }
        if standing.isFinal { throw VaultError(.documentEnded) }
        return Predecessor(
            description: description, space: replaced.record.private.space, newestVersion: standing.newestVersion)
    }

    private func keep(
        _ request: DepositRequest, _ intake: Intake, _ validation: DepositValidation, _ status: DocumentStatus,
        _ identity: OwnerIdentity, _ predecessor: Predecessor?
    ) async throws -> CommittedRecord {
        let space: SpaceID
        if let predecessor { space = predecessor.space } else { space = try await records.space(of: request.owner) }
        let report = try await objects.stage(MemorySource(validation.document))
        let evidence = Evidence(validation)
        let brought = try await sharedObjects.claim(evidence.digests)
        do {
            var pending = ([intake.file] + intake.contents).map { PendingObject($0.staged, space: space) }
            pending.append(PendingObject(report, space: space))
            for digest in brought {
                let staged = try await objects.stage(MemorySource(evidence.bytes(of: digest)))
                pending.append(PendingObject(staged, space: .shared))
            }
            let earlier = predecessor?.description
            let description = DocumentDescription(
                document: earlier?.document ?? .random(), version: (predecessor?.newestVersion ?? 0) + 1,
                code: request.code ?? earlier?.code,
                name: request.name ?? earlier?.name ?? (intake.contents.first ?? intake.file).name.text,
                owner: earlier?.owner ?? request.owner, category: request.category, files: intake.deposited,
                status: status,
                verdict: VerdictSummary(validation.report, digest: report.digest, owner: identity),
                cause: predecessor == nil ? .deposit : .replacement,
                sensitivity: request.sensitivity ?? earlier?.sensitivity ?? .usual, details: request.details,
                metadata: request.metadata)
            let privatePart = PrivatePart(
                uploader: request.uploader, source: request.entrance, space: space, notes: request.notes,
                evidence: evidence.digests)
            let committed = try await sequencer.append(
                PendingRecord(
                    shared: SharedPart(description), private: privatePart, objects: pending, identity: identity))
            await sharedObjects.release(brought, committed: true)
            return committed
        } catch {
            await sharedObjects.release(brought, committed: false)
            throw error
        }
    }
}
