public import Signatures

/// Decides whether a validated deposit enters a vault (design.md section 1.4): a table over indications and
/// sub-indications, the purpose of the anchors, and who signed.
///
/// Everything that is not named here is refused. For example, a self-signed `UID=CCCD:<somebody>` reaches nobody's
/// space: its chain ends in no anchor.
public struct Admission: Hashable, Sendable {
    /// The INDETERMINATE sub-indications that more evidence can settle; all others are refused.
    public static let awaited: Set<SubIndication> = [.tryLater, .outOfBoundsNoPOE, .outOfBoundsNotRevoked, .noPOE]

    /// The folders of `certs/` whose anchors may stand above a document's signer.
    static let signersPurpose = "signers"
    static let authoritiesPurpose = "authorities"
    static let purposes: Set<String> = [signersPurpose, authoritiesPurpose]

    public let policy: AdmissionPolicy
    public let roles: Roles

    public init(policy: AdmissionPolicy = .builtIn, roles: Roles = .none) {
        self.policy = policy
        self.roles = roles
    }

    /// - Parameters:
    ///   - contentNames: the names of the contents given to the validator, by which one that no signature covers is
    ///     named.
    ///   - isPlainlyUnsigned: whether the file certainly carries no signature of any format (`DepositValidation`).
    ///   - certification: what is said to be certified of the copy, and `scan` where its bytes were found.
    public func decide(
        _ report: ValidationReport, category: Category, owner: OwnerIdentity, contentNames: [String] = [],
        isPlainlyUnsigned: Bool = false, certification: Certification? = nil, scan: CertifiedScan? = nil
    ) -> AdmissionDecision {
        let isUnsigned = report.signatures.isEmpty
        if isUnsigned, let refusal = refusal(ofUnsigned: report, category, isPlainlyUnsigned) {
            return .refused(refusal)
        }
        if let uncovered = report.uncoveredContents.first {
            let name = contentNames.indices.contains(uncovered) ? contentNames[uncovered] : String(uncovered)
            return .refused(Refusal(.contentNotCovered, ["file": name]))
        }
        if isUnsigned { return .accepted }
        var awaiting: [String] = []
        for signature in report.signatures {
            switch admit(signature) {
            case .accepted: continue
            case .pending(let more): awaiting += more
            case .refused(let refusal): return .refused(refusal)
            }
        }
        // A verdict over the file that is worse than each signature's own is never better than undecided.
        if let refusal = admit(report.indication, hasAwaited: !awaiting.isEmpty) { return .refused(refusal) }
        if let refusal = refusal(of: report, category: category, owner: owner) { return .refused(refusal) }
        if let refusal = refusal(of: certification, category: category, report, scan) { return .refused(refusal) }
        return awaiting.isEmpty ? .accepted : .pending(awaiting: awaiting)
    }

    /// The signatures that certify a copy, by this vault's roles.
    func certifying(
        _ certification: Certification, in report: ValidationReport
    ) -> Result<CertifyingSignatures, Refusal> {
        CertifyingSignatures.find(certification, in: report, by: .roles(roles))
    }

    /// Whether a certified copy is what it is said to be.
    private func refusal(
        of certification: Certification?, category: Category, _ report: ValidationReport, _ scan: CertifiedScan?
    ) -> Refusal? {
        guard category == .certifiedCopy else { return nil }
        guard let certification else { return Refusal(.certificationMissing) }
        switch certifying(certification, in: report) {
        case .failure(let refusal): return refusal
        case .success(let signatures):
            return signatures.refusal(of: certification, scan: scan) ?? signatures.contradiction(of: certification)
        }
    }

    /// How those who signed stand to an owner: the best match of any signature that is intact, and whose chain ends in
    /// an anchor for signers. Without one, nobody signed, whatever the certificates say.
    public static func match(_ report: ValidationReport, owner: OwnerIdentity) -> SignerMatch {
        let matches = believed(report).compactMap(\.signer).map { SignerMatch($0, owner: owner) }
        return SignerMatch.allCases.first(where: matches.contains) ?? .unknown
    }

    /// The signatures whose certificates are to be believed. A countersignature vouches for a signature, not for the
    /// document.
    private static func believed(_ report: ValidationReport) -> [SignatureReport] {
        report.signatures.filter {
            $0.counterSignatureOf == nil && $0.intact && $0.anchor.map { purposes.contains($0.purpose) } ?? false
        }
    }

    /// A file without signatures against the category. One that only looks unsigned, since kho does not read what it may
    /// carry, is never taken for one that is.
    private func refusal(
        ofUnsigned report: ValidationReport, _ category: Category, _ isPlainlyUnsigned: Bool
    ) -> Refusal? {
        guard category.takesUnsignedFiles else {
            return Refusal(report.format == nil ? .notASignedFile : .noSignature)
        }
        return isPlainlyUnsigned && report.documentTimestamps.isEmpty ? nil : Refusal(.mayBeSigned)
    }

    /// Whether no further evidence can make the signatures admissible, so that what was pending ends. Whatever hangs on
    /// this vault's own trust, policy, roles or clock does not count: those may be put right.
    public static func isProvenBad(_ report: ValidationReport) -> Bool {
        report.signatures.contains { signature in
            switch signature.subIndication {
            case .notYetValid?: false
            case .revoked?, .revokedNoPOE?, .revokedCANoPOE?: true
            default: signature.indication == .totalFailed
            }
        }
    }

    /// One signature against the table.
    private func admit(_ signature: SignatureReport) -> AdmissionDecision {
        var facts = ["signature": signature.id, "indication": signature.indication.rawValue]
        if let subIndication = signature.subIndication { facts["subIndication"] = subIndication.rawValue }
        if let subIndication = signature.subIndication, policy.refused.contains(subIndication) {
            return .refused(Refusal(.refusedByPolicy, facts))
        }
        let decision: AdmissionDecision
        switch (signature.indication, signature.subIndication) {
        case (.totalPassed, _):
            decision = .accepted
        case (.indeterminate, let subIndication?) where Self.awaited.contains(subIndication):
            decision = .pending(awaiting: [subIndication.rawValue])
        default:
            return .refused(Refusal(.signatureNotAdmissible, facts))
        }
        guard signature.intact, let anchor = signature.anchor else { return .refused(Refusal(.noAnchor, facts)) }
        guard Self.purposes.contains(anchor.purpose) else {
            facts["purpose"] = anchor.purpose
            return .refused(Refusal(.wrongPurpose, facts))
        }
        return decision
    }

    private func admit(_ indication: Indication, hasAwaited: Bool) -> Refusal? {
        switch indication {
        case .totalPassed: nil
        case .indeterminate where hasAwaited: nil
        default: Refusal(.signatureNotAdmissible, ["indication": indication.rawValue])
        }
    }

    /// Whether those who must have signed did: the owner for category 7, an authority with its role for 4 and 5.
    private func refusal(of report: ValidationReport, category: Category, owner: OwnerIdentity) -> Refusal? {
        func isSigned(by role: Roles.Role) -> Bool {
            Self.believed(report).contains {
                $0.anchor?.purpose == Self.authoritiesPurpose
                    && $0.signer.flatMap { SignerParty($0) }.map { roles.has(role, $0) } ?? false
            }
        }
        switch category {
        case .ownFile:
            let match = Self.match(report, owner: owner)
            if match.isOwners { return nil }
            let facts = ["owner": owner.owner.description]
            return Refusal(match == .ownerForOrganisation ? .signedForOrganisation : .ownerMismatch, facts)
        case .result:
            return isSigned(by: .agency) ? nil : Refusal(.authorityMissing, ["role": Roles.Role.agency.rawValue])
        case .certifiedCopy, .ownerIdentity, .dossier, .progress, .digitised:
            return nil
        }
    }
}
