import PKI

/// Validation of every signature and document timestamp of one PDF (ETSI EN 319 102-1 for PAdES, ETSI EN 319 142-1).
struct PDFValidation {
    private let file: PDFFile
    private let validator: SignatureValidator
    private let now: Instant
    /// In the order of what they cover.
    private let checks: [PDFFieldCheck]
    private let pool: EvidencePool

    /// - Throws: `PDFError` where the file cannot be read as PDF; `ByteSourceError`.
    init(_ source: any ByteSource, validator: SignatureValidator, now: Instant) throws {
        file = try PDFFile(source)
        self.validator = validator
        self.now = now
        checks = try Self.checks(file)
        var pool = EvidencePool(validator.newEvidence())
        if !checks.isEmpty { pool.add(try PDFSecurityStore(try file.last())) }
        self.pool = pool
    }

    private static func checks(_ file: PDFFile) throws -> [PDFFieldCheck] {
        var checks: [PDFFieldCheck] = []
        for field in try PDFSignatureSearch(file).fields {
            let isShared = field.value != nil && checks.contains { $0.field.value == field.value }
            let check = try PDFFieldCheck(field, in: file)
            if isShared, let first = checks.firstIndex(where: { $0.field.value == field.value }) {
                // One signature counts once, and for neither field: which of the two was signed, nobody can say.
                checks[first] = PDFFieldCheck(checks[first], failing: "PDF_SIGNATURE_SHARED")
            } else if let last = checks.last, let end = check.signature?.byteRange.end,
                last.signature?.byteRange.end == end
            {
                checks.append(PDFFieldCheck(check, failing: "PDF_BYTE_RANGE_OVERLAP"))
            } else {
                checks.append(check)
            }
        }
        return checks
    }

    func run(_ report: inout ValidationReport) throws {
        let analysis = try PDFChanges(checks, in: file)
        var proofs: [(end: Int, time: Instant)] = []
        for check in checks where check.isTimestamp {
            let timestamp = try PDFTimestampCheck(check, pool: pool, file: file, validator: validator, now: now)
            report.documentTimestamps.append(timestamp.report)
            timestamp.findings.write(to: &report)
            if let time = timestamp.provenTime, let end = check.signature?.byteRange.end { proofs.append((end, time)) }
        }
        for (index, check) in checks.enumerated() where !check.isTimestamp {
            let end = check.signature?.byteRange.end ?? .max
            // A timestamp over a later revision covers every byte of this one.
            let times = proofs.filter { $0.end >= end }.map(\.time)
            try PDFSignatureCheck(
                check, pool: pool, proofs: times, file: file, validator: validator, now: now,
                changes: analysis.after(index)
            ).run(&report)
        }
    }
}

extension EvidencePool {
    /// What a PDF's security store holds.
    mutating func add(_ store: PDFSecurityStore) {
        add(certificates: store.certificates)
        add(lists: store.lists)
        add(answers: store.answers)
    }
}
