import PKI

/// From a certification path to an indication (ETSI EN 319 102-1 clauses 5.2.6, 5.3 and 5.6.2): what the path, the
/// certificates' status and their validity mean at the best signature time.
struct PathVerdict {
    private(set) var indication = Indication.totalPassed
    private(set) var subIndication: SubIndication?
    private(set) var reasons: [Reason] = []

    struct Circumstances {
        /// The best signature time, and whether it is proven.
        let time: Instant
        let isProven: Bool
        /// The latest proven time before which the signature cannot have been made (content timestamps).
        let notBefore: Instant?
        let policy: ValidationPolicy
        /// Whether the trust store has any anchor for the purposes asked for.
        let hasAnchors: Bool
        /// What the end entity must be allowed to do.
        let mayBeUsed: (Certificate) -> Bool
    }

    private mutating func settle(
        _ indication: Indication, _ subIndication: SubIndication, _ code: String, _ facts: [String: String] = [:]
    ) {
        reasons.append(Reason(code, facts))
        guard self.indication == .totalPassed else { return }
        self.indication = indication
        self.subIndication = subIndication
    }

    /// A constraint of the signature itself, found beside the path; undecided, as constraints are.
    mutating func fail(_ subIndication: SubIndication, _ code: String, _ facts: [String: String] = [:]) {
        settle(.indeterminate, subIndication, code, facts)
    }

    /// The same for one that no evidence settles: it stands before whatever is undecided otherwise.
    mutating func refuse(_ subIndication: SubIndication, _ code: String, _ facts: [String: String] = [:]) {
        if indication == .indeterminate { self.subIndication = subIndication }
        fail(subIndication, code, facts)
    }

    private mutating func inform(_ code: String, _ facts: [String: String] = [:]) {
        reasons.append(Reason(code, facts, weight: .information))
    }

    /// The steps stand in the order of their weight: the first that fails gives the sub-indication.
    init(_ path: CertificationPath, _ circumstances: Circumstances) {
        guard isAnchored(path, circumstances) else { return }
        let leaf = path.chain[0]
        if !circumstances.mayBeUsed(leaf) { settle(.indeterminate, .chainConstraintsFailure, "WRONG_PURPOSE") }
        checkAlgorithms(path, circumstances)
        for index in path.statuses.indices.reversed() { checkRevocation(path, index, circumstances) }
        checkValidity(path, circumstances)
        for index in path.statuses.indices { checkEvidence(path, index) }
    }

    private mutating func isAnchored(_ path: CertificationPath, _ circumstances: Circumstances) -> Bool {
        switch path.problem {
        case .noAnchor where !circumstances.hasAnchors:
            settle(.indeterminate, .noCertificateChainFound, "NO_TRUST_ANCHORS")
        case .noAnchor:
            settle(
                .indeterminate, .noCertificateChainFound, "NO_CERTIFICATE_CHAIN_FOUND",
                ["issuer": path.chain.last.map { $0.issuer.text } ?? ""])
        case .badSignature:
            settle(.indeterminate, .noCertificateChainFound, "CERTIFICATE_FORGED")
        case .constraint(_, let rule):
            settle(.indeterminate, .chainConstraintsFailure, "CHAIN_CONSTRAINTS_FAILURE", ["rule": rule])
        case .budget:
            settle(.indeterminate, .certificateChainGeneralFailure, "PATH_BUDGET_EXCEEDED")
        case nil:
            guard let anchor = path.anchor, !anchor.isTrusted(at: circumstances.time) else { return true }
            settle(
                .indeterminate, .noCertificateChainFound, "ANCHOR_NOT_TRUSTED_THEN",
                [
                    "from": anchor.trustedFrom?.description ?? "-", "until": anchor.trustedUntil?.description ?? "-",
                    "time": circumstances.time.description,
                ])
        }
        return false
    }

    private mutating func checkAlgorithms(_ path: CertificationPath, _ circumstances: Circumstances) {
        for certificate in path.chain.dropLast() {
            if let digest = certificate.signatureDigest, circumstances.policy.refusedDigests.contains(digest) {
                settle(
                    .indeterminate, .cryptoConstraintsFailure, "CRYPTO_CONSTRAINTS_FAILURE",
                    ["algorithm": digest.displayName])
            }
            if let kind = certificate.publicKey?.kind, !circumstances.policy.accepts(kind) {
                settle(
                    .indeterminate, .cryptoConstraintsFailure, "CRYPTO_CONSTRAINTS_FAILURE", ["algorithm": kind.name])
            }
        }
    }

    private mutating func checkRevocation(_ path: CertificationPath, _ index: Int, _ circumstances: Circumstances) {
        guard case .revoked(let revocation, _) = path.statuses[index] else { return }
        let facts = [
            "time": revocation.time?.description ?? "?", "reason": revocation.reason.rawValue,
            "subject": path.chain[index].subject.text,
        ]
        if circumstances.isProven, let since = revocation.time, circumstances.time < since {
            inform("REVOKED_AFTER_SIGNING", facts)
        } else if index > 0 {
            settle(.indeterminate, .revokedCANoPOE, "REVOKED_CA_NO_POE", facts)
        } else if revocation.reason == .certificateHold {
            // A suspension may be lifted (clause 5.2.6.4): the standard asks to come back.
            settle(.indeterminate, .tryLater, "SUSPENDED", facts)
        } else if let earliest = circumstances.notBefore, let since = revocation.time, since < earliest {
            settle(.totalFailed, .revoked, "REVOKED", facts)
        } else {
            settle(.indeterminate, .revokedNoPOE, "REVOKED_NO_POE", facts)
        }
    }

    private mutating func checkValidity(_ path: CertificationPath, _ circumstances: Circumstances) {
        for bounds in path.outOfBounds {
            let facts = [
                "notBefore": bounds.notBefore.description, "notAfter": bounds.notAfter.description,
                "time": circumstances.time.description, "subject": path.chain[bounds.depth].subject.text,
            ]
            if circumstances.time < bounds.notBefore {
                if circumstances.isProven, bounds.depth == 0 {
                    settle(.totalFailed, .notYetValid, "NOT_YET_VALID", facts)
                } else {
                    settle(.indeterminate, .outOfBoundsNoPOE, "NOT_YET_VALID_NO_POE", facts)
                }
            } else if bounds.depth == 0, let earliest = circumstances.notBefore, bounds.notAfter < earliest {
                settle(.totalFailed, .expired, "EXPIRED", facts)
            } else if bounds.depth == 0, case .good = path.statuses.first {
                settle(.indeterminate, .outOfBoundsNotRevoked, "OUT_OF_BOUNDS_NOT_REVOKED", facts)
            } else {
                settle(.indeterminate, .outOfBoundsNoPOE, "OUT_OF_BOUNDS_NO_POE", facts)
            }
        }
    }

    private mutating func checkEvidence(_ path: CertificationPath, _ index: Int) {
        let subject = path.chain[index].subject.text
        let issuer = path.chain[index].issuer.text
        switch path.statuses[index] {
        case .stale(let evidence):
            settle(
                .indeterminate, .tryLater, "TRY_LATER_STALE",
                [
                    "thisUpdate": evidence.thisUpdate?.description ?? "?",
                    "nextUpdate": evidence.nextUpdate?.description ?? "?", "issuer": issuer, "subject": subject,
                ])
        case .missing(let rule):
            settle(
                .indeterminate, .tryLater, "TRY_LATER_MISSING",
                [
                    "issuer": issuer, "subject": subject, "rule": rule ?? "-",
                    "address": path.chain[index].revocationAddresses.first ?? "-",
                ])
        case .good, .notApplicable, .revoked: break
        }
    }
}
