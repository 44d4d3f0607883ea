import PKI
import Signatures

/// The use case behind `kho put`: intake, validation, admission, commit. Whatever fails leaves nothing behind.
public struct Deposit: Sendable {
    private let objects: any ObjectStore
    private let records: any RecordStore
    private let validator: any DepositValidator
    private let admission: Admission
    private let pool: any BlockingPool
    private let entry: VersionEntry

    public init(
        objects: any ObjectStore, records: any RecordStore, sequencer: Sequencer, validator: any DepositValidator,
        admission: Admission, pool: any BlockingPool
    ) {
        self.objects = objects
        self.records = records
        self.validator = validator
        self.admission = admission
        self.pool = pool
        entry = VersionEntry(objects: objects, records: records, sequencer: sequencer)
    }

    /// - Parameter replaced: the version that the request's `replaces` means.
    /// - Returns: kept or refused; both with the validation's report where there was one.
    /// - Throws: what could not be done, `VaultError`, `SignedFileError` or `ByteSourceError`.
    public func run(_ request: DepositRequest, replacing replaced: KeptDocument? = nil) async throws -> DepositOutcome {
        if let refusal = admission.refusal(of: request) { return .refused(refusal, report: nil) }
        try request.check()
        let identity = try await records.identity(of: request.owner)
        let predecessor = try await predecessor(replaced, of: request, by: identity)
        let earlier = predecessor?.description
        guard let sensitivity = admission.sensitivity(of: request, after: earlier) else {
            let least = admission.leastSensitivity(of: request, after: earlier)
            return .refused(
                Refusal(.sensitivityTooLow, ["sensitivity": String(least.rawValue)]), report: nil)
        }
        var version = Version(
            request: request, identity: identity, predecessor: predecessor, sensitivity: sensitivity)
        guard let file = request.file else { return .kept(try await keep(version), report: nil) }

        var intake = try await Intake(file, of: request, objects: objects)
        var validation: DepositValidation
        do {
            validation = try await validate(intake, request)
        } catch let error as SignedFileError where Self.mayStillBeSigned(error) && request.category.takesUnsignedFiles {
            return .refused(Refusal(.mayBeSigned, ["file": file.name.text]), report: nil)
        }
        if intake.hasBeside, validation.report.uncoveredContents.contains(intake.contents.count - 1) {
            // What lies beside is another file, or the signature holds its content: the deposit is judged without it.
            intake = intake.withoutBeside()
            validation = try await validate(intake, request)
        }
        let report = validation.report
        switch admission.decide(
            report, category: request.category, owner: identity, contentNames: intake.contents.map(\.name.text),
            isPlainlyUnsigned: validation.isPlainlyUnsigned, certification: request.certification,
            scan: validation.scan)
        {
        case .accepted: version.status = .accepted
        case .pending: version.status = .pending
        case .refused(let refusal):
            return .refused(refusal.naming(file.name), report: report)
        }
        if let certification = request.certification {
            version.certification = try admission.certifying(certification, in: report).map { certification.by($0) }
                .get()
        }
        if request.isRehearsal { return .rehearsed(report: report) }
        return .kept(try await keep(version, intake, validation), report: report)
    }

    /// A format that kho does not read is no proof that there is no signature.
    private static func mayStillBeSigned(_ error: SignedFileError) -> Bool {
        error.code == .notSigned || error.code == .unsupportedFormat
    }

    private func validate(_ intake: Intake, _ request: DepositRequest) async throws -> DepositValidation {
        try await pool.run { [validator] in
            try validator.validate(
                intake.validated(
                    mayBeUnsigned: request.category.takesUnsignedFiles, certifiedScan: request.certification?.scan))
        }
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

    /// What the new version is to be.
    private struct Version {
        let request: DepositRequest
        let identity: OwnerIdentity
        let predecessor: Predecessor?
        let sensitivity: Sensitivity
        var status = DocumentStatus.accepted
        var certification: Certification?
    }

    private func keep(
        _ version: Version, _ intake: Intake? = nil, _ validation: DepositValidation? = nil
    ) async throws -> CommittedRecord {
        let request = version.request
        let space: SpaceID
        if let known = version.predecessor?.space {
            space = known
        } else {
            space = try await records.space(of: request.owner)
        }
        let origin = VersionEntry.Origin(
            uploader: request.uploader, entrance: request.entrance, space: space, notes: request.notes)
        return try await entry.enter(
            intake?.staged ?? [], validation: validation, origin: origin, identity: version.identity
        ) { SharedPart(Self.description(version, intake, validation, report: $0)) }
    }

    private static func description(
        _ version: Version, _ intake: Intake?, _ validation: DepositValidation?, report: Digest?
    ) -> DocumentDescription {
        let request = version.request
        let earlier = version.predecessor?.description
        let isSigned = validation?.report.signatures.isEmpty == false
        var verdict: VerdictSummary?
        if let validation, let report {
            verdict = VerdictSummary(validation.report, digest: report, owner: version.identity)
        }
        var details = request.details
        details.validUntil = details.validUntil ?? version.certification?.validUntil
        return DocumentDescription(
            document: earlier?.document ?? .random(), version: (version.predecessor?.newestVersion ?? 0) + 1,
            code: request.code ?? earlier?.code,
            name: request.name ?? earlier?.name ?? (intake?.contents.first ?? intake?.file)?.name.text ?? "",
            owner: earlier?.owner ?? request.owner, category: request.category,
            files: intake?.deposited(isSigned: isSigned) ?? [], links: request.links, status: version.status,
            verdict: verdict, cause: earlier == nil ? .deposit : .replacement, sensitivity: version.sensitivity,
            details: details, certification: version.certification, metadata: request.metadata)
    }
}
