import PKI

/// All timestamps of one signature, and what they prove together.
struct Timestamps {
    private(set) var checks: [TimestampCheck] = []
    /// The earliest proven time at which the signature existed; nil where no timestamp proves one.
    private(set) var best: Instant?
    /// The latest proven time before which it did not exist yet (content timestamps are signed by it).
    private(set) var earliest: Instant?

    var reports: [TimestampReport] { checks.map(\.report) }

    /// A content timestamp is older than every timestamp over the signature (clause 5.6.2.4).
    var isOutOfOrder: Bool {
        guard let best, let earliest else { return false }
        return best < earliest
    }

    /// Tokens in one signature; each costs a signature check and a path.
    static let maximumCount = 32

    /// - Parameter proofs: times at which the signature existed, proven from outside.
    init(
        _ info: SignerInfo, subject: SignerInfoCheck.Subject, check: SignerInfoCheck, pool: EvidencePool,
        proofs: [Instant] = [], validator: SignatureValidator, now: Instant
    ) throws {
        func add(
            _ attribute: CMSAttribute, _ kind: TimestampReport.Kind, _ imprint: (DigestAlgorithm) throws -> Digest?
        )
            throws
        {
            for value in attribute.values {
                guard checks.count < Self.maximumCount else {
                    throw SignedFileError(.tooLarge, "timestamps", at: info.offset)
                }
                checks.append(
                    try TimestampCheck(
                        Array(value.encoded), kind: kind, pool: pool, validator: validator.timestamps,
                        policy: validator.trust.policy, now: now, imprint: imprint))
            }
        }
        for attribute in info.signed(.contentTimestamp) {
            try add(attribute, .content) { try Self.contentDigest(subject, check, $0) }
        }
        for attribute in info.unsigned(.signatureTimestamp) {
            try add(attribute, .signature) { Digest(of: info.signature, by: $0) }
        }
        // What archive and reference timestamps cover is not rebuilt here; they are shown, and prove nothing.
        let others: [ObjectIdentifier] = [
            .escTimestamp, .certCRLTimestamp, .archiveTimestamp, .archiveTimestampV2, .archiveTimestampV3,
        ]
        for type in others {
            for attribute in info.unsigned(type) { try add(attribute, .archive) { _ in nil } }
        }
        guard check.isIntact else { return }
        best = (checks.filter { $0.report.kind == .signature }.compactMap(\.provenTime) + proofs).min()
        earliest = checks.filter { $0.report.kind == .content }.compactMap(\.provenTime).max()
    }

    private static func contentDigest(
        _ subject: SignerInfoCheck.Subject, _ check: SignerInfoCheck, _ algorithm: DigestAlgorithm
    ) throws -> Digest? {
        guard case .content(let digests, _) = subject else { return nil }
        if let attached = try digests.attached(algorithm) { return attached }
        return try check.coveredContent.map { try digests.content($0, algorithm) }
    }
}
