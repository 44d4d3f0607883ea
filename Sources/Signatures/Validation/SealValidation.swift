public import PKI

extension SignatureValidator {
    /// Validates a seal: a detached CMS signature that counts only when one of the pinned certificates made it.
    ///
    /// No chain is built and nothing that the signature brings along can vouch for it: a certificate by the same CA, or
    /// by any CA of the trust store, is as unknown here as any other. Timestamps count as everywhere, under the trust
    /// store's `timestamp` anchors. Whether a pinned certificate was revoked is said by taking its pin away.
    ///
    /// - Parameters:
    ///   - pinned: the certificates that may seal, DER; those that cannot be read pin nothing.
    ///   - now: what the clock says.
    /// - Throws: `ByteSourceError` where the content cannot be read.
    public func validateSeal(
        _ signature: [UInt8], of content: OriginalContent, pinned: [[UInt8]], at now: Instant
    ) throws -> SealReport {
        var report = SealReport()
        guard let seal = try PinnedSignature(signature, of: content, pinned: pinned) else {
            report.fail(.totalFailed, .formatFailure, "SEAL_MALFORMED")
            return report
        }
        let check = seal.check
        report.claimedTime = check.claimedTime
        guard let certificate = check.certificate,
            !check.failures.contains(where: { $0.subIndication == .noSigningCertificateFound })
        else {
            report.fail(.indeterminate, .noCertificateChainFound, "SEAL_NOT_PINNED")
            return report
        }
        report.certificate = certificate.der
        report.notAfter = certificate.notAfter
        if let failure = check.failures.first(where: { $0.indication == .totalFailed }) ?? check.failures.first {
            report.indication = failure.indication
            report.subIndication = failure.subIndication
            report.reasons = check.failures.map(\.reason)
            return report
        }
        guard check.isIntact, check.hasSigningCertificateAttribute else {
            report.fail(
                .indeterminate, .sigConstraintsFailure, "ATTRIBUTE_MISSING", ["attribute": "signing-certificate"])
            return report
        }
        if let digest = check.digestAlgorithm, trust.policy.refusedDigests.contains(digest) {
            report.fail(
                .indeterminate, .cryptoConstraintsFailure, "CRYPTO_CONSTRAINTS_FAILURE",
                ["algorithm": digest.displayName])
            return report
        }
        try judgeTime(certificate, seal, now: now, report: &report)
        return report
    }

    /// The certificate's validity at the best time of the seal.
    private func judgeTime(
        _ certificate: Certificate, _ seal: PinnedSignature, now: Instant, report: inout SealReport
    ) throws {
        var pool = EvidencePool(seal.message)
        pool.add(unsignedAttributesOf: seal.signer)
        let times = try Timestamps(
            seal.signer, subject: seal.subject, check: seal.check, pool: pool, validator: self, now: now)
        report.timestamps = times.reports
        report.bestTime = times.best
        let time = times.best ?? now
        let facts = [
            "time": time.description, "notBefore": certificate.notBefore.description,
            "notAfter": certificate.notAfter.description,
        ]
        if times.isOutOfOrder {
            report.fail(.indeterminate, .timestampOrderFailure, "TIMESTAMP_ORDER_FAILURE")
        } else if time < certificate.notBefore {
            report.fail(.indeterminate, .outOfBoundsNoPOE, "SEAL_NOT_YET_VALID", facts)
        } else if time > certificate.notAfter {
            report.fail(.indeterminate, .outOfBoundsNoPOE, "SEAL_EXPIRED", facts)
        } else {
            report.indication = .totalPassed
        }
    }
}

extension SealReport {
    mutating func fail(
        _ indication: Indication, _ subIndication: SubIndication, _ code: String, _ facts: [String: String] = [:]
    ) {
        self.indication = indication
        self.subIndication = subIndication
        reasons.append(Reason(code, facts))
    }
}
