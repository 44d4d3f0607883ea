public import CanonicalJSON
import PKI

/// A kept report that does not say what a report must say.
public struct ReportDocumentError: Error, Hashable, Sendable {
    /// Always `REPORT_MALFORMED`.
    public let code = "REPORT_MALFORMED"
    /// The first field that is missing or of another kind.
    public let field: String
}

extension ValidationReport {
    /// Reads a kept report back; fields that are not known are ignored. The evidence's own bytes are not in it.
    ///
    /// This says nothing of who wrote the report, and is never a verdict.
    /// - Parameter contents: the names that `document(…)` was given.
    /// - Throws: `ReportDocumentError`.
    public init(document: JSON, contents: [String] = []) throws(ReportDocumentError) {
        let reader = ReportReader(document)
        guard try reader.text("schema") == Self.schema else { throw ReportDocumentError(field: "schema") }
        self.init(
            format: try reader.optionalText("format"), trustSnapshot: try reader.text("trustSnapshot"),
            validationTime: try reader.time("validationTime"))
        indication = try reader.choice("indication")
        signatures = try reader.list("signatures", SignatureReport.init(reader:))
        documentTimestamps = try reader.optionalList("documentTimestamps", TimestampReport.init(reader:))
        evidence = try reader.list("evidence", EvidenceReport.init(reader:))
        missingEvidence = try reader.optionalList("missingEvidence", MissingEvidence.init(reader:))
        for name in try reader.texts("unsignedFiles") {
            guard let index = contents.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else {
                throw ReportDocumentError(field: "unsignedFiles")
            }
            uncoveredContents.append(index)
        }
    }
}

extension SignatureReport {
    fileprivate init(reader: ReportReader) throws(ReportDocumentError) {
        self.init(
            id: try reader.text("id"), level: try reader.text("level"),
            digestAlgorithm: try reader.text("digestAlgorithm"),
            signatureAlgorithm: try reader.text("signatureAlgorithm"))
        indication = try reader.choice("indication")
        subIndication = try reader.optionalChoice("subIndication")
        intact = try reader.flag("intact")
        coversWholeFile = try reader.flag("coversWholeFile")
        changesAfterSigning = try reader.optionalChoice("changesAfterSigning")
        if let signer = try reader.optional("signer") { self.signer = try SignerReport(reader: signer) }
        claimedSigningTime = try reader.optionalTime("claimedSigningTime")
        bestSignatureTime = try reader.optionalTime("bestSignatureTime")
        policyFlags = try reader.texts("policyFlags")
        reasons = try reader.list("reasons", Reason.init(reader:))
        timestamps = try reader.list("timestamps", TimestampReport.init(reader:))
        counterSignatureOf = try reader.optionalText("counterSignatureOf")
        coveredContent = try reader.optionalCount("coveredContent")
        coversUntil = try reader.optionalCount("coversUntil")
        statement = try reader.optionalText("statement")
        if let anchor = try reader.optional("anchor") {
            self.anchor = AnchorReport(sha256: try anchor.text("sha256"), purpose: try anchor.text("purpose"))
        }
    }
}

extension SignerReport {
    fileprivate init(reader: ReportReader) throws(ReportDocumentError) {
        self.init(
            subject: try reader.text("subject"), issuer: try reader.text("issuer"), serial: try reader.text("serial"),
            certificateSha256: try reader.text("certificateSha256"), identifiers: try reader.texts("identifiers"),
            hasDoubtfulIdentifiers: try reader.optionalFlag("doubtfulIdentifiers") ?? false,
            kind: try reader.choice("class"), commonName: try reader.optionalText("commonName"))
    }
}

extension TimestampReport {
    fileprivate init(reader: ReportReader) throws(ReportDocumentError) {
        self.init(
            kind: try reader.choice("kind"), time: try reader.optionalTime("time"),
            indication: try reader.choice("indication"), subIndication: try reader.optionalChoice("subIndication"),
            reasons: try reader.list("reasons", Reason.init(reader:)))
    }
}

extension Reason {
    fileprivate init(reader: ReportReader) throws(ReportDocumentError) {
        guard let members = try reader.value("facts").object?.members else {
            throw ReportDocumentError(field: "facts")
        }
        var facts: [String: String] = [:]
        for member in members {
            guard let value = member.value.string else { throw ReportDocumentError(field: "facts") }
            facts[member.key] = value
        }
        self.init(try reader.text("code"), facts, weight: try reader.choice("weight"))
    }
}

extension EvidenceReport {
    fileprivate init(reader: ReportReader) throws(ReportDocumentError) {
        self.init(
            kind: try reader.choice("kind"), sha256: try reader.text("sha256"), source: try reader.choice("source"),
            der: [])
    }
}

extension MissingEvidence {
    fileprivate init(reader: ReportReader) throws(ReportDocumentError) {
        self.init(
            kind: try reader.choice("kind"), certificateSha256: try reader.text("certificateSha256"),
            issuer: try reader.text("issuer"), addresses: try reader.texts("addresses"))
    }
}
