import Signatures

/// The use case behind `kho revalidate`: validates the kept bytes of a pending document with the trust and the evidence
/// of today, and enters what came of it.
///
/// It can be run at any time, again, and by several at once: what is entered, is so under the sequencer's rules, and a
/// document that is still pending gets no entry, so that asking often does not make the log grow.
public struct Revalidation: Sendable {
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

    /// - Parameters:
    ///   - newest: the document's newest version.
    ///   - uploader: who asks for it, as the entrance knows them.
    /// - Throws: `DOCUMENT_ENDED` where it was withdrawn or refused or has expired; `INTEGRITY_FAILURE` where its files
    ///   are missing or changed; `DOCUMENT_VERSION_CONFLICT` where another was faster; what validation cannot read.
    public func run(_ newest: KeptDocument, uploader: String, entrance: String) async throws -> RevalidationOutcome {
        let description = newest.description
        let id = description.document
        guard let standing = try await records.standings(of: [id])[id] else { throw VaultError(.notFound) }
        guard description.status == .pending, standing.newestVersion == description.version else { return .notPending }
        guard standing.isAwaiting else { throw VaultError(.documentEnded) }
        let identity = try await records.identity(of: description.owner)
        let validation = try await validate(newest)
        let report = validation.report
        let origin = VersionEntry.Origin(
            uploader: uploader, entrance: entrance, space: newest.record.private.space)
        let decision = admission.decide(
            report, category: description.category, owner: identity,
            contentNames: description.files.dropFirst().map(\.name.text), certification: description.certification,
            scan: validation.scan)
        switch decision {
        case .accepted:
            let committed = try await entry.enter(
                validation: validation, origin: origin, identity: identity
            ) { digest in
                SharedPart(
                    description.validatedAgain(
                        digest.map { VerdictSummary(report, digest: $0, owner: identity) }))
            }
            return .accepted(committed, report: report)
        case .pending(let awaiting):
            return .pending(awaiting: awaiting, nil, report: report)
        case .refused(let refusal):
            guard Admission.isProvenBad(report) else { return .pending(awaiting: [], refusal, report: report) }
            let event = try DocumentEvent(
                document: id, version: description.version, kind: .refused, reason: Self.reason(report),
                isPublished: false)
            let committed = try await entry.enter(
                validation: validation, keepsReport: false, origin: origin, identity: nil
            ) { _ in SharedPart(event) }
            return .refused(committed, refusal, report: report)
        }
    }

    private func validate(_ document: KeptDocument) async throws -> DepositValidation {
        var contents: [ValidatedFiles.Content] = []
        guard let first = document.description.files.first else { throw VaultError(.noFiles) }
        let source = try await objects.verified(first, of: document, on: pool)
        for file in document.description.files.dropFirst() {
            contents.append(
                ValidatedFiles.Content(
                    name: file.name, source: try await objects.verified(file, of: document, on: pool),
                    digests: [file.digest]))
        }
        let files = ValidatedFiles(
            name: first.name, source: source, contents: contents, mayBeUnsigned: false,
            certifiedScan: document.description.certification?.scan)
        return try await pool.run { [validator] in try validator.validate(files) }
    }

    /// The codes of what is wrong, for whoever reads the history; the kept evidence lets the report be made again.
    private static func reason(_ report: ValidationReport) -> String {
        let worst = report.signatures.first { $0.indication == report.indication } ?? report.signatures.first
        return [report.indication.rawValue, worst?.subIndication?.rawValue].compactMap { $0 }.joined(separator: " ")
    }
}

extension DocumentDescription {
    /// The same content as the next version, let in by a new verdict.
    fileprivate func validatedAgain(_ verdict: VerdictSummary?) -> DocumentDescription {
        DocumentDescription(
            document: document, version: version + 1, code: code, name: name, owner: owner, category: category,
            files: files, links: links, status: .accepted, verdict: verdict, cause: .revalidation,
            sensitivity: sensitivity, details: details, certification: certification, metadata: metadata)
    }
}
