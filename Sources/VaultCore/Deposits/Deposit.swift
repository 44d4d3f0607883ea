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

    /// - Returns: kept or refused; both with the validation's report.
    /// - Throws: what could not be done, `VaultError` or `ByteSourceError`.
    public func run(_ request: DepositRequest) async throws -> DepositOutcome {
        try request.check()
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
            report, category: request.category, owner: request.owner,
            contentNames: intake.contents.map(\.name.text))
        {
        case .accepted: status = .accepted
        case .pending: status = .pending
        case .refused(let refusal): return .refused(refusal, report: report)
        }
        return .kept(try await keep(request, intake, validation, status), report: report)
    }

    private func validate(_ intake: Intake) async throws -> DepositValidation {
        try await pool.run { [validator] in try validator.validate(intake.validated()) }
    }

    private func keep(
        _ request: DepositRequest, _ intake: Intake, _ validation: DepositValidation, _ status: DocumentStatus
    ) async throws -> CommittedRecord {
        let space = try await records.space(of: request.owner)
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
            let description = DocumentDescription(
                document: .random(), code: request.code,
                name: request.name ?? (intake.contents.first ?? intake.file).name.text, owner: request.owner,
                category: request.category, files: intake.deposited, status: status,
                verdict: VerdictSummary(validation.report, digest: report.digest, owner: request.owner),
                metadata: request.metadata)
            let privatePart = PrivatePart(
                uploader: request.uploader, source: request.entrance, space: space, notes: request.notes,
                evidence: evidence.digests)
            let committed = try await sequencer.append(
                PendingRecord(shared: SharedPart(description), private: privatePart, objects: pending))
            await sharedObjects.release(brought, committed: true)
            return committed
        } catch {
            await sharedObjects.release(brought, committed: false)
            throw error
        }
    }
}
