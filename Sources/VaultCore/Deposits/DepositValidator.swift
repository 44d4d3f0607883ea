public import PKI
public import Signatures

/// Validates a deposit's signatures. Synchronous and without state: the caller runs it where blocking is allowed.
public protocol DepositValidator: Sendable {
    /// - Throws: where validating was not possible at all; a bad signature is a report.
    func validate(_ deposit: ValidatedFiles) throws -> DepositValidation
}

/// What a validator is given: the file with the signatures, and the contents that they may cover.
public struct ValidatedFiles: Sendable {
    public struct Content: Sendable {
        public let name: FileName
        public let source: any ByteSource
        /// What was computed while the bytes came in, so that they are not read again.
        public let digests: [Digest]
    }

    public let name: FileName
    public let source: any ByteSource
    public let contents: [Content]
    /// Whether a file without any signature is worth a report: else it is an error where its format is none that kho
    /// reads.
    public let mayBeUnsigned: Bool
    /// The bytes that are said to be certified; nil where nothing is.
    public var certifiedScan: Certification.Scan?
    /// What the file must have been signed as.
    public var purpose = SignedPurpose.document
}

/// A validator's findings, and what the vault keeps of them.
public struct DepositValidation: Sendable {
    public let report: ValidationReport
    /// `report.json`: canonical JSON with codes and facts.
    public let document: [UInt8]
    /// What the report names beside its evidence and must be kept to derive it again: the trust snapshot, its anchors.
    public let trustObjects: [[UInt8]]
    /// Whether the file certainly carries no signature, not even one of a format that kho does not read.
    public let isPlainlyUnsigned: Bool
    /// Where the certified bytes were found; nil where they were not asked for.
    public let scan: CertifiedScan?

    public init(
        report: ValidationReport, document: [UInt8], trustObjects: [[UInt8]], isPlainlyUnsigned: Bool = false,
        scan: CertifiedScan? = nil
    ) {
        self.scan = scan
        self.isPlainlyUnsigned = isPlainlyUnsigned
        self.report = report
        self.document = document
        self.trustObjects = trustObjects
    }
}
