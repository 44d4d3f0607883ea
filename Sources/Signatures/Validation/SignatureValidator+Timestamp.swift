public import PKI

extension SignatureValidator {
    /// Validates an RFC 3161 token by itself, as it comes from a time-stamping authority.
    ///
    /// - Parameters:
    ///   - token: a ContentInfo, DER or BER.
    ///   - imprint: the digest of what the token must stamp, by the token's algorithm; nil where it cannot be had.
    /// - Throws: what `imprint` throws.
    public func validate(
        timestamp token: [UInt8], at now: Instant, imprint: (DigestAlgorithm) throws -> Digest?
    ) throws -> TimestampReport {
        try TimestampCheck(
            token, kind: .signature, pool: EvidencePool(), validator: timestamps, policy: trust.policy, now: now,
            imprint: imprint
        ).report
    }
}
