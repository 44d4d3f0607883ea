public import PKI

/// The validation process (ETSI EN 319 102-1) over one file: a synchronous, pure function of bytes, evidence, trust,
/// policy and time.
///
/// It keeps the trust store parsed. It is not Sendable: make one for each thread.
///
/// For example:
///
///     let validator = SignatureValidator(trust: store)
///     let report = try validator.validate(FileSource(path: "hop-dong.p7s"), contents: [original], at: .now())
///     report.indication          // .totalPassed
public final class SignatureValidator {
    let trust: TrustStore
    let signers: PathValidator
    /// Made for the first timestamp: most files have none.
    private(set) lazy var timestamps = PathValidator(trust: trust, purposes: [.timestamp], parsed: parsed)
    private let parsed: [Certificate]
    private let known = KnownCertificates()
    private let snapshot: String

    /// - Parameter parsed: certificates of the store that the caller has parsed already.
    public init(trust: TrustStore, parsed: [Certificate] = []) {
        self.trust = trust
        self.parsed = parsed
        signers = PathValidator(trust: trust, purposes: [.signers, .authorities], parsed: parsed)
        snapshot = trust.snapshot.description
    }

    /// Finds and validates every signature of a file.
    ///
    /// - Parameters:
    ///   - file: the signed file; its format is recognised by content.
    ///   - contents: originals of detached signatures, in any order.
    ///   - purpose: what it must have been signed as.
    ///   - now: what the clock says, or `--at`.
    /// - Throws: `SignedFileError` where the file is not readable as any supported format; `ByteSourceError` where a
    ///   medium fails.
    public func validate(
        _ file: some ByteSource, contents: [OriginalContent] = [], as purpose: SignedPurpose = .document,
        at now: Instant
    ) throws -> ValidationReport {
        guard file.count > 0 else { throw SignedFileError(.empty) }
        if PDFFile.looksLikePDF(try file.bytes(0..<min(file.count, 8))) {
            guard purpose == .document else { throw SignedFileError(.loginMalformed) }
            return try validatePDF(file, contents: contents, at: now)
        }
        let message: SignedData
        let source: any ByteSource
        do {
            if let decoded = try SignedData.unarmoured(file) {
                source = MemorySource(decoded)
                message = try SignedData(MemorySource(decoded))
            } else {
                source = file
                message = try SignedData(file)
            }
        } catch let error as CMSError {
            throw try SignedFileError(error, in: file)
        }
        try purpose.check(message.contentType)
        var report = ValidationReport(format: "CAdES", trustSnapshot: snapshot, validationTime: now)
        let validation = CMSValidation(
            message, digests: ContentDigests(attached: message.contentPieces.map { (source, $0) }, contents: contents),
            validator: self, now: now, purpose: purpose,
            surroundings: CMSSurroundings(pool: EvidencePool(newEvidence())))
        try validation.run(&report)
        report.indication = Self.overall(report.signatures)
        let covered = Set(report.signatures.compactMap(\.coveredContent))
        report.uncoveredContents = contents.indices.filter { !covered.contains($0) }
        return report
    }

    /// What was parsed before the first look at a file.
    func newEvidence() -> ParsedEvidence { ParsedEvidence(signers.knownCertificates, known: known) }

    private func validatePDF(
        _ file: some ByteSource, contents: [OriginalContent], at now: Instant
    ) throws -> ValidationReport {
        var report = ValidationReport(format: "PAdES", trustSnapshot: snapshot, validationTime: now)
        do {
            try PDFValidation(file, validator: self, now: now).run(&report)
        } catch let error as PDFError {
            throw SignedFileError(error)
        }
        report.indication = Self.overall(report.signatures)
        // A PDF signs itself and nothing else.
        report.uncoveredContents = Array(contents.indices)
        return report
    }

    /// The worst of the signatures' indications.
    private static func overall(_ signatures: [SignatureReport]) -> Indication {
        if signatures.isEmpty { return .noSignatureFound }
        if signatures.contains(where: { $0.indication == .totalFailed }) { return .totalFailed }
        return signatures.allSatisfy { $0.indication == .totalPassed } ? .totalPassed : .indeterminate
    }
}
