import PKI

/// Validation of one signature of a PDF: its CMS over what it covers, and what became of the document since.
struct PDFSignatureCheck {
    private let check: PDFFieldCheck
    private let pool: EvidencePool
    private let proofs: [Instant]
    private let file: PDFFile
    private let validator: SignatureValidator
    private let now: Instant
    private let changes: ChangesAfterSigning?

    /// - Parameters:
    ///   - pool: the evidence of the document's security store.
    ///   - proofs: times of document timestamps that cover it and are good.
    ///   - changes: nil where it covers no revision that later ones could be compared with.
    init(
        _ check: PDFFieldCheck, pool: EvidencePool, proofs: [Instant], file: PDFFile, validator: SignatureValidator,
        now: Instant, changes: ChangesAfterSigning?
    ) {
        self.check = check
        self.pool = pool
        self.proofs = proofs
        self.file = file
        self.validator = validator
        self.now = now
        self.changes = changes
    }

    func run(_ report: inout ValidationReport) throws {
        var surroundings = CMSSurroundings()
        surroundings.pool = pool
        surroundings.proofs = proofs
        surroundings.claimedTime = PDFDate.instant(check.field.dictionary["M"]?.string)
        surroundings.coversUntil = check.revision?.end
        surroundings.statement = check.field.dictionary["Reason"]?.string.map(PDFTextString.text)
        surroundings.levels = check.subFilter == .cades ? .pades : .pdf
        surroundings.failures = failures
        surroundings.coversWholeFile = check.signature?.byteRange.end == file.count
        surroundings.changes =
            check.isChanged ? ChangesAfterSigning(verdict: .suspicious, reasons: changes?.reasons ?? []) : changes
        switch check.subFilter {
        case .rsaSha1:
            var signature = unread()
            signature.digestAlgorithm = DigestAlgorithm.sha1.displayName
            surroundings.describe(&signature)
            report.signatures.append(signature)
        case .sha1, .cades, .detached, .timestamp, nil:
            try validate(surroundings, into: &report)
        }
    }

    /// What stands against it before its cryptography is looked at; what was changed after signing comes first.
    private var failures: [SignerInfoCheck.Failure] {
        var failures = check.failures
        if let changes, changes.verdict == .suspicious {
            failures = changes.reasons.map { .init(.totalFailed, .formatFailure, $0) } + failures
        }
        switch check.subFilter {
        case .sha1, .rsaSha1:
            failures.append(
                .init(
                    .indeterminate, .cryptoConstraintsFailure, "PDF_SUBFILTER_OBSOLETE",
                    ["subFilter": check.subFilter?.rawValue ?? ""]))
        default: break
        }
        return failures
    }

    private func validate(_ given: CMSSurroundings, into report: inout ValidationReport) throws {
        var surroundings = given
        guard let signature = check.signature, signature.byteRange.end <= file.count,
            let message = try? SignedData(MemorySource(check.contents)), message.signerInfos.count == 1
        else {
            surroundings.failures.append(.init(.totalFailed, .formatFailure, "PDF_CMS_MALFORMED"))
            var unread = unread()
            surroundings.describe(&unread)
            report.signatures.append(unread)
            return
        }
        let digests: ContentDigests
        if check.subFilter == .sha1, let pieces = message.contentPieces {
            let content = MemorySource(check.contents)
            digests = ContentDigests(attached: (content, pieces), contents: [])
            let stated = try pieces.flatMap { try content.bytes($0) }
            let document = ContentDigests(
                attached: (file.source, signature.byteRange.covered), contents: [], shared: file.digests)
            surroundings.isContentRight = try document.attached(.sha1)?.bytes == stated
        } else {
            digests = ContentDigests(
                attached: (file.source, signature.byteRange.covered), contents: [], shared: file.digests)
            if message.contentPieces != nil {
                // Two contents, and the signature over one of them.
                surroundings.failures.append(.init(.totalFailed, .formatFailure, "PDF_CMS_NOT_DETACHED"))
            }
        }
        if !surroundings.isContentRight {
            surroundings.failures.append(.init(.totalFailed, .hashFailure, "HASH_FAILURE"))
        }
        try CMSValidation(message, digests: digests, validator: validator, now: now, surroundings: surroundings)
            .run(&report)
    }

    /// A signature that cannot be read: the file's own words stand for its name.
    private func unread() -> SignatureReport {
        SignatureReport(
            id: String(Digest.sha256(of: check.contents + check.field.name).hexadecimal.prefix(16)), level: "PDF",
            digestAlgorithm: "-", signatureAlgorithm: "-")
    }
}
