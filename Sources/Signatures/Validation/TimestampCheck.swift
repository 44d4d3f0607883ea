import PKI

/// Validation of one RFC 3161 token (ETSI EN 319 102-1 clause 5.4): the token's own signature, what it stamps, and its
/// authority's path to `certs/timestamp` at the token's time.
struct TimestampCheck {
    let report: TimestampReport
    /// The token's time, where it is proven.
    let provenTime: Instant?
    let path: CertificationPath?
    let pool: EvidencePool

    /// - Parameters:
    ///   - token: a ContentInfo, DER or BER.
    ///   - imprint: the digest that the token must carry, by the token's algorithm; nil where what it stamps cannot
    ///     be had, which leaves the token undecided.
    ///   - pool: evidence of the signature that the token stands in.
    init(
        _ token: [UInt8], kind: TimestampReport.Kind, pool outer: EvidencePool, validator: PathValidator,
        policy: ValidationPolicy, now: Instant, imprint: (DigestAlgorithm) throws -> Digest?
    ) throws {
        func fail(
            _ indication: Indication, _ subIndication: SubIndication, _ code: String, time: Instant? = nil
        ) -> TimestampReport {
            TimestampReport(
                kind: kind, time: time, indication: indication, subIndication: subIndication, reasons: [Reason(code)])
        }
        var collected = outer
        guard let message = try? SignedData(MemorySource(token)), message.contentType == .tstInfo,
            let pieces = message.contentPieces, message.signerInfos.count == 1,
            let content = try? pieces.flatMap({ try MemorySource(token).bytes($0) }),
            let info = try? TimestampInfo(content)
        else {
            report = fail(.totalFailed, .formatFailure, "TIMESTAMP_MALFORMED")
            (provenTime, path, pool) = (nil, nil, outer)
            return
        }
        collected.add(message)
        collected.add(unsignedAttributesOf: message.signerInfos[0])
        pool = collected
        let contentDigests = ContentDigests(attached: (MemorySource(token), pieces), contents: [])
        let check = try SignerInfoCheck(
            message.signerInfos[0], over: .content(contentDigests, contentType: .tstInfo),
            certificates: collected.certificates + validator.knownCertificates)
        if let failure = check.failures.first {
            report = TimestampReport(
                kind: kind, time: info.time, indication: failure.indication, subIndication: failure.subIndication,
                reasons: check.failures.map(\.reason))
            (provenTime, path) = (nil, nil)
            return
        }
        guard check.isIntact, check.hasSigningCertificateAttribute, let certificate = check.certificate else {
            report = fail(.indeterminate, .sigConstraintsFailure, "TIMESTAMP_INVALID", time: info.time)
            (provenTime, path) = (nil, nil)
            return
        }
        // A digest with collisions spoils the token in both places: what it stamps, and what its authority signed.
        let digests = [info.imprint.algorithm, check.digestAlgorithm].compactMap(\.self)
        if policy.refusedDigests.contains(where: digests.contains) {
            report = fail(.indeterminate, .cryptoConstraintsFailure, "CRYPTO_CONSTRAINTS_FAILURE", time: info.time)
            (provenTime, path) = (nil, nil)
            return
        }
        guard let expected = try imprint(info.imprint.algorithm) else {
            report = fail(.indeterminate, .signedDataNotFound, "TIMESTAMP_SUBJECT_UNKNOWN", time: info.time)
            (provenTime, path) = (nil, nil)
            return
        }
        guard expected == info.imprint else {
            report = fail(.totalFailed, .hashFailure, "TIMESTAMP_IMPRINT_MISMATCH", time: info.time)
            (provenTime, path) = (nil, nil)
            return
        }
        guard info.time <= now else {
            // Under `--at`, or with a wrong clock somewhere: a token from the future proves nothing yet.
            report = fail(.indeterminate, .noPOE, "TIMESTAMP_FROM_THE_FUTURE", time: info.time)
            (provenTime, path) = (nil, nil)
            return
        }
        let found = validator.validate(
            certificate, collected.question(time: info.time, isProven: true, now: now))
        path = found
        let verdict = Self.verdict(found, at: info.time, policy: policy, hasAnchors: validator.hasAnchors)
        provenTime = verdict.indication == .totalPassed ? info.time : nil
        report = TimestampReport(
            kind: kind, time: info.time, indication: verdict.indication, subIndication: verdict.subIndication,
            reasons: verdict.reasons)
    }

    /// The authority's path at the token's time. A later revocation is passed over only for the reasons for which
    /// RFC 3161 section 4 says that earlier tokens stay good.
    private static func verdict(
        _ found: CertificationPath, at time: Instant, policy: ValidationPolicy, hasAnchors: Bool
    ) -> PathVerdict {
        var sparesEarlier = true
        for case .revoked(let revocation, _) in found.statuses where !revocation.reason.sparesEarlierTimestamps {
            sparesEarlier = false
        }
        return PathVerdict(
            found.passingMissingEvidence(!policy.requiresTimestampRevocation),
            PathVerdict.Circumstances(
                time: time, isProven: sparesEarlier, notBefore: nil, policy: policy, hasAnchors: hasAnchors,
                mayBeUsed: { $0.mayIssueTimestamps }))
    }
}

extension CertificationPath {
    /// The same path with every unknown status taken as not applicable, for a policy that asks for no more.
    func passingMissingEvidence(_ passing: Bool) -> CertificationPath {
        guard passing else { return self }
        return withStatuses(
            statuses.map {
                switch $0 {
                case .missing, .stale: .notApplicable
                default: $0
                }
            })
    }
}
