import PKI

/// Validation of every signature of one CMS (ETSI EN 319 102-1 clauses 5.3, 5.5 and 5.6 for CAdES).
struct CMSValidation {
    private let message: SignedData
    private let digests: ContentDigests
    private let validator: SignatureValidator
    private let now: Instant
    private let purpose: SignedPurpose
    private let pool: EvidencePool
    private let known: [Certificate]
    private let surroundings: CMSSurroundings

    init(
        _ message: SignedData, digests: ContentDigests, validator: SignatureValidator, now: Instant,
        purpose: SignedPurpose = .document, surroundings: CMSSurroundings
    ) {
        self.message = message
        self.digests = digests
        self.validator = validator
        self.now = now
        self.purpose = purpose
        self.surroundings = surroundings
        known = validator.signers.knownCertificates
        var pool = EvidencePool(message, surroundings.pool.parsed)
        pool.add(surroundings.pool)
        self.pool = pool
    }

    func run(_ report: inout ValidationReport) throws {
        for info in message.signerInfos {
            let subject = SignerInfoCheck.Subject.content(digests, contentType: message.contentType)
            try validate(info, over: subject, parent: nil, depth: 0, into: &report)
        }
    }

    private func validate(
        _ info: SignerInfo, over subject: SignerInfoCheck.Subject, parent: String?, depth: Int,
        into report: inout ValidationReport
    ) throws {
        var pool = self.pool
        pool.add(unsignedAttributesOf: info)
        let check = try SignerInfoCheck(info, over: subject, certificates: pool.certificates + known)
        var signature = SignatureReport(
            id: String(Digest.sha256(of: info.signature).hexadecimal.prefix(16)), level: "CMS",
            digestAlgorithm: check.digestAlgorithm?.displayName ?? info.digestAlgorithm.oid.description,
            signatureAlgorithm: check.signatureAlgorithm?.name ?? info.signatureAlgorithm.oid.description)
        signature.counterSignatureOf = parent
        signature.statement = info.statement
        let isIntact = check.isIntact && surroundings.isContentRight
        signature.intact = isIntact
        signature.claimedSigningTime = check.claimedTime
        signature.coveredContent = check.coveredContent
        signature.coversWholeFile = check.isIntact && (digests.isAttached || check.coveredContent != nil)
        // A counter-signature is about a signature, not about the file.
        let surroundings = parent == nil ? self.surroundings : CMSSurroundings()
        surroundings.describe(&signature)
        signature.policyFlags = flags(check)
        let times = try Timestamps(
            info, subject: subject, check: check, pool: pool, proofs: self.surroundings.proofs, validator: validator,
            now: now)
        signature.timestamps = times.reports
        signature.bestSignatureTime = isIntact ? times.best : nil
        var findings = EvidenceFindings(pool: pool)
        let failures = surroundings.failures + check.failures
        if let failure = failures.first(where: { $0.indication == .totalFailed }) ?? failures.first {
            signature.indication = failure.indication
            signature.subIndication = failure.subIndication
            signature.reasons = failures.map(\.reason)
            signature.signer = check.certificate.map { SignerReport($0, isAuthority: false) }
        } else if isIntact, let certificate = check.certificate {
            judge(certificate, check: check, times: times, pool: pool, signature: &signature, findings: &findings)
        }
        signature.level = level(info, check: check, times: times, findings: findings)
        for time in times.checks { findings.add(time) }
        findings.write(to: &report)
        report.signatures.append(signature)
        try validateCounterSignatures(of: info, id: signature.id, depth: depth, into: &report)
    }

    /// Trust, status and validity at the best signature time.
    private func judge(
        _ certificate: Certificate, check: SignerInfoCheck, times: Timestamps, pool: EvidencePool,
        signature: inout SignatureReport, findings: inout EvidenceFindings
    ) {
        let time = times.best ?? now
        let path = validator.signers.validate(
            certificate, pool.question(time: time, isProven: times.best != nil, now: now))
        var verdict = PathVerdict(
            path,
            PathVerdict.Circumstances(
                time: time, isProven: times.best != nil, notBefore: times.earliest, policy: validator.trust.policy,
                hasAnchors: validator.signers.hasAnchors, mayBeUsed: { $0.mayIssueDocumentSignatures }))
        verdict.check(check, policy: validator.trust.policy)
        if signature.counterSignatureOf == nil { verdict.check(message.contentType, purpose) }
        if times.isOutOfOrder { verdict.fail(.timestampOrderFailure, "TIMESTAMP_ORDER_FAILURE") }
        signature.indication = verdict.indication
        signature.subIndication = verdict.subIndication
        signature.reasons = verdict.reasons
        if times.best == nil { signature.reasons.append(Reason("NO_TRUSTED_TIME", weight: .information)) }
        if signature.counterSignatureOf == nil { signature.reasons += surroundings.changes?.reasons ?? [] }
        signature.signer = SignerReport(certificate, isAuthority: path.anchor?.purpose == .authorities)
        if path.isAnchored, let anchor = path.anchor {
            signature.anchor = AnchorReport(sha256: anchor.sha256.hexadecimal, purpose: anchor.purpose.rawValue)
        }
        findings.add(path)
    }

    /// What the national algorithm list, or plain prudence, would have otherwise; apart from the verdict.
    private func flags(_ check: SignerInfoCheck) -> [String] {
        var flags: [String] = []
        if check.digestAlgorithm == .sha1 || check.digestAlgorithm == .md5 { flags.append("SHA1") }
        if let bits = check.certificate?.publicKey?.kind?.rsaBits, bits < 2048 { flags.append("RSA_UNDER_2048") }
        if case .rsaPKCS1v15 = check.signatureAlgorithm { flags.append("PKCS1_V1_5") }
        if check.certificate != nil, !check.hasSigningCertificateAttribute,
            surroundings.levels.needsCertificateReference
        {
            flags.append("NO_SIGNING_CERTIFICATE_ATTRIBUTE")
        }
        return flags
    }

    /// The baseline level (ETSI EN 319 122-1 clause 6): what is there and good, not what is claimed.
    private func level(
        _ info: SignerInfo, check: SignerInfoCheck, times: Timestamps, findings: EvidenceFindings
    ) -> String {
        let levels = surroundings.levels
        guard check.hasSigningCertificateAttribute || !levels.needsCertificateReference,
            (surroundings.failures + check.failures).allSatisfy({ $0.indication != .totalFailed })
        else { return levels.plain }
        guard check.claimedTime ?? surroundings.claimedTime != nil else { return levels.basic }
        guard times.best != nil else { return levels.baseline + "-B" }
        guard findings.isCompleteInFile else { return levels.baseline + "-T" }
        return levels.baseline + (surroundings.proofs.isEmpty ? "-LT" : "-LTA")
    }

    private func validateCounterSignatures(
        of info: SignerInfo, id: String, depth: Int, into report: inout ValidationReport
    ) throws {
        for attribute in info.unsigned(.counterSignature) {
            for value in attribute.values {
                guard depth < CMSLimits.counterSignatureDepth, report.signatures.count < CMSLimits.signers else {
                    throw SignedFileError(.tooLarge, "counter-signatures", at: info.offset)
                }
                guard let counter = try? SignerInfo(value) else {
                    throw SignedFileError(.malformed, "counter-signature", at: value.encodedRange.lowerBound)
                }
                try validate(
                    counter, over: .signatureValue(info.signature), parent: id, depth: depth + 1, into: &report)
            }
        }
    }
}

extension SignerInfo {
    /// What content-hints says (RFC 2634 section 2.9); nil where there is none that can be read in one way.
    fileprivate var statement: String? {
        guard let value = onlyValue(.contentHints), value.tag == ASN1Tag.sequence,
            let first = try? value.children().first, first.tag == ASN1Tag.utf8String,
            first.content.count <= SignatureReport.maximumStatement
        else { return nil }
        return String(validating: first.content, as: UTF8.self)
    }
}

extension PathVerdict {
    /// The signature's own algorithms against the policy (ETSI EN 319 102-1 clause 5.2.8).
    mutating func check(_ check: SignerInfoCheck, policy: ValidationPolicy) {
        if let digest = check.digestAlgorithm, policy.refusedDigests.contains(digest) {
            fail(.cryptoConstraintsFailure, "CRYPTO_CONSTRAINTS_FAILURE", ["algorithm": digest.displayName])
        }
    }

    /// What was signed as something else, a login or a timestamp say, is no signed document (signature acceptance,
    /// ETSI EN 319 102-1 clause 5.2.8; ETSI EN 319 122-1 clause 5.1.1 asks for id-data). It outweighs whatever more
    /// evidence could settle: nothing that comes later makes a document of it.
    mutating func check(_ contentType: ObjectIdentifier, _ purpose: SignedPurpose) {
        guard contentType != purpose.contentType else { return }
        if contentType == .login {
            refuse(.sigConstraintsFailure, "LOGIN_NOT_A_DOCUMENT")
        } else {
            refuse(.sigConstraintsFailure, "NOT_SIGNED_AS_A_DOCUMENT", ["contentType": contentType.description])
        }
    }
}
