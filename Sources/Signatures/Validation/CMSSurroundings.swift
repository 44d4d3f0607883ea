import PKI

/// What stands around a CMS in a file of another format, and bears on its verdict.
struct CMSSurroundings {
    /// Evidence that the file carries elsewhere.
    var pool = EvidencePool()
    /// Proven times at which the whole CMS existed (document timestamps).
    var proofs: [Instant] = []
    /// The signing time that the file claims for the signer, where that is not in the CMS.
    var claimedTime: Instant?
    var levels = SignatureLevels.cades
    /// What the format has against the signature, before all else.
    var failures: [SignerInfoCheck.Failure] = []
    /// Whether the content of the CMS is what the format says it is.
    var isContentRight = true
    /// nil: the CMS itself tells.
    var coversWholeFile: Bool?
    /// How much of the file it is over, and what the format says in the signature's name, where that is not in the CMS.
    var coversUntil: Int?
    var statement: String?
    /// nil: the format knows of no changes after signing.
    var changes: ChangesAfterSigning?

    /// Fills in what a signature's report says of the file around it.
    func describe(_ signature: inout SignatureReport) {
        signature.claimedSigningTime = signature.claimedSigningTime ?? claimedTime
        if let coversWholeFile { signature.coversWholeFile = coversWholeFile }
        signature.coversUntil = coversUntil
        if let statement, statement.utf8.count <= SignatureReport.maximumStatement { signature.statement = statement }
        if let changes { signature.changesAfterSigning = changes.verdict }
        if let failure = failures.first(where: { $0.indication == .totalFailed }) ?? failures.first {
            signature.indication = failure.indication
            signature.subIndication = failure.subIndication
            signature.reasons = failures.map(\.reason)
        }
    }
}
