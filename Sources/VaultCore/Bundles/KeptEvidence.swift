/// What a vault kept of a document's validation.
public struct KeptEvidence: Sendable {
    /// `report.json`, exactly as it was kept.
    public let report: [UInt8]
    /// Certificates, lists, answers, and the trust snapshot with its anchors.
    public let evidence: [[UInt8]]

    public init(report: [UInt8], evidence: [[UInt8]]) {
        self.report = report
        self.evidence = evidence
    }
}
