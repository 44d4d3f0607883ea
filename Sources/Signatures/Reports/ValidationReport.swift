public import PKI

/// What validation found out about one file: the value behind `kho verify` and behind a vault's `report.json`.
public struct ValidationReport: Sendable, Hashable {
    /// `CAdES`, `PAdES`, later `XAdES`, `ASiC-E`, `ASiC-S`; nil where no supported format was recognised.
    public var format: String?
    public var indication: Indication
    public var signatures: [SignatureReport]
    /// Timestamps over the whole document (PDF), in the order of what they cover.
    public var documentTimestamps: [TimestampReport]
    /// Contents that no signature covers, as indices into the contents given.
    public var uncoveredContents: [Int]
    public var evidence: [EvidenceReport]
    public var missingEvidence: [MissingEvidence]
    /// The trust snapshot (design.md section 3), `sha256:…`.
    public var trustSnapshot: String
    /// The time that the verdict is about: now, or `--at`.
    public var validationTime: Instant

    public init(format: String?, trustSnapshot: String, validationTime: Instant) {
        self.format = format
        self.trustSnapshot = trustSnapshot
        self.validationTime = validationTime
        indication = .noSignatureFound
        signatures = []
        documentTimestamps = []
        uncoveredContents = []
        evidence = []
        missingEvidence = []
    }
}
