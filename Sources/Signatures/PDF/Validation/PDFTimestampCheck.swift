import PKI

/// Validation of one document timestamp (ETSI EN 319 142-1 clause 5.4.3): a token over everything that it covers.
struct PDFTimestampCheck {
    let report: TimestampReport
    /// The token's time, where it is proven.
    let provenTime: Instant?
    let findings: EvidenceFindings

    /// - Parameter pool: the evidence of the document's security store.
    init(
        _ check: PDFFieldCheck, pool: EvidencePool, file: PDFFile, validator: SignatureValidator, now: Instant
    ) throws {
        var found = EvidenceFindings(pool: pool)
        var failures = check.failures.map(\.reason)
        // A signature that calls itself a timestamp, or the reverse, is one thing to one reader and another to the next.
        if !check.field.dictionary.has("Type", "DocTimeStamp") { failures.append(Reason("PDF_TIMESTAMP_TYPE")) }
        guard failures.isEmpty, let signature = check.signature else {
            report = TimestampReport(
                kind: .document, time: nil, indication: .totalFailed, subIndication: .formatFailure, reasons: failures)
            (provenTime, findings) = (nil, found)
            return
        }
        let digests = ContentDigests(
            attached: (file.source, signature.byteRange.covered), contents: [], shared: file.digests)
        let token = try TimestampCheck(
            check.contents, kind: .document, pool: pool, validator: validator.timestamps,
            policy: validator.trust.policy, now: now, imprint: { try digests.attached($0) })
        found.add(token)
        findings = found
        // What was changed later changes nothing of what existed then; the signatures tell of that.
        provenTime = token.provenTime
        report = token.report
    }
}
