import Signatures

extension Certification {
    /// The same with the ids of the signatures.
    func by(_ signatures: CertifyingSignatures) -> Certification {
        var certification = self
        certification.signatures = Signatures(
            certifier: signatures.certifier?.id, authority: signatures.authority.id)
        return certification
    }
}

/// The signatures that make a copy a certified one, found among those of a validated file: the certifier's and after it
/// the authority's, or for a copy from the register the agency's alone.
///
/// Admission asks with the vault's roles who may certify; whoever verifies a copy asks with the ids that the record names.
/// The order must be proven: in a PDF the certifier's revision is an earlier one; in a CMS the authority countersigns the
/// certifier's signature (RFC 5652 section 11.4). Claimed times prove nothing.
struct CertifyingSignatures {
    /// nil for a copy from the register.
    let certifier: SignatureReport?
    let authority: SignatureReport

    /// Who counts as what.
    enum Eligibility {
        case roles(Roles)
        case named(Certification.Signatures)

        fileprivate var isByRoles: Bool { if case .roles = self { true } else { false } }
    }

    /// A signature that is to be believed, with whom its certificate numbers.
    private struct Candidate {
        let signature: SignatureReport
        let party: SignerParty
    }

    /// Finds them, or says by name what is missing.
    static func find(
        _ certification: Certification, in report: ValidationReport, by eligibility: Eligibility
    ) -> Result<CertifyingSignatures, Refusal> {
        let candidates = candidates(report)
        switch certification.kind {
        case .fromRegister:
            return authorities(candidates.filter { $0.signature.counterSignatureOf == nil }, certification, eligibility)
                .map { CertifyingSignatures(certifier: nil, authority: $0[0].signature) }
        case .fromOriginal:
            return pair(candidates, certification, eligibility)
        }
    }

    /// What the authority's signature is over, in the end: the certifier's content, or its own.
    private var content: SignatureReport { certifier ?? authority }

    /// What is wrong with the bytes that are certified: they are those that the signatures cover, with the stated number of
    /// pages.
    /// - Parameter scan: nil where nobody looked.
    func refusal(of certification: Certification, scan: CertifiedScan?) -> Refusal? {
        let covered: CertifiedScan.Place = content.coveredContent.map { .content($0) } ?? .attached
        guard let scan else { return Refusal(.scanDiffers) }
        // Of a signed PDF as it is, what the authority did not sign is nobody's copy.
        let isWhole = scan.places.contains(.file) && authority.coversUntil == certification.scan.size
        guard isWhole || scan.places.contains(.beforeSigning) || scan.places.contains(covered) else {
            return Refusal(.scanDiffers)
        }
        // And what a later signer lays over the page was seen by none of those who certified.
        if scan.shownUntil > 0 {
            guard let end = authority.coversUntil, scan.shownUntil <= end else { return Refusal(.scanDiffers) }
        }
        guard scan.isPDF else { return nil }
        guard scan.pages == certification.pages else {
            return Refusal(
                .pagesDiffer,
                ["stated": String(certification.pages), "counted": scan.pages.map { String($0) } ?? "?"])
        }
        return nil
    }

    /// Whether all of them say of themselves what the certification says.
    func areStatements(of certification: Certification) -> Bool {
        let text = ByteText(certification.statementText)
        return [certifier, authority].compactMap { $0 }.allSatisfy {
            $0.statement.map { ByteText($0) == text } ?? false
        }
    }

    /// A statement in kho's form that says something else.
    func contradiction(of certification: Certification) -> Refusal? {
        let text = ByteText(certification.statementText)
        let contradicts = [certifier, authority].compactMap { $0?.statement }.contains {
            Certification.isInForm($0) && ByteText($0) != text
        }
        return contradicts ? Refusal(.statementContradicts) : nil
    }

    // MARK: Finding

    /// Intact signatures under the authorities' roots. Where two have one id, nobody can say which one is meant.
    private static func candidates(_ report: ValidationReport) -> [Candidate] {
        let ids = Dictionary(grouping: report.signatures, by: \.id)
        return report.signatures.compactMap { signature in
            guard signature.intact, signature.anchor?.purpose == Admission.authoritiesPurpose,
                ids[signature.id]?.count == 1,
                let party = signature.signer.flatMap({ SignerParty($0) })
            else { return nil }
            return Candidate(signature: signature, party: party)
        }
    }

    /// The seals that may stand for the authority that is named.
    private static func authorities(
        _ candidates: [Candidate], _ certification: Certification, _ eligibility: Eligibility
    ) -> Result<[Candidate], Refusal> {
        let seals = candidates.filter { $0.party.person.isEmpty }
        if seals.isEmpty { return .failure(Refusal(.authorityMissing, ["role": Roles.Role.agency.rawValue])) }
        let eligible = seals.filter { candidate in
            switch eligibility {
            case .roles(let roles): roles.has(.agency, candidate.party)
            case .named(let ids): candidate.signature.id == ids.authority
            }
        }
        if eligible.isEmpty {
            return .failure(Refusal(eligibility.isByRoles ? .authorityNotInRoles : .authorityMissing))
        }
        let number = certification.authority.identifier.description
        let named = eligible.filter { $0.party.identifiers.contains(number) }
        // By another number of the same seal, one number in a book could be given twice.
        if case .roles(let roles) = eligibility, !roles.names(.agency, number) {
            return .failure(Refusal(.authorityDiffers))
        }
        return named.isEmpty ? .failure(Refusal(.authorityDiffers)) : .success(named)
    }

    private static func pair(
        _ candidates: [Candidate], _ certification: Certification, _ eligibility: Eligibility
    ) -> Result<CertifyingSignatures, Refusal> {
        // A certificate that numbers a person is never a seal, so the two are different certificates.
        let persons = candidates.filter { !$0.party.person.isEmpty }
        if persons.isEmpty { return .failure(Refusal(.certifierMissing)) }
        let authorities: [Candidate]
        switch self.authorities(candidates, certification, eligibility) {
        case .success(let found): authorities = found
        case .failure(let refusal): return .failure(refusal)
        }
        let certifiers = persons.filter { candidate in
            switch eligibility {
            case .roles(let roles): roles.has(.certifier, candidate.party)
            case .named(let ids): candidate.signature.id == ids.certifier
            }
        }
        if certifiers.isEmpty {
            return .failure(Refusal(eligibility.isByRoles ? .certifierNotInRoles : .certifierMissing))
        }
        // Composed or not, it is the same name.
        let named = certifiers.filter { $0.signature.signer?.commonName == certification.certifier?.name }
        if named.isEmpty { return .failure(Refusal(.certifierDiffers)) }
        var pairs = named.flatMap { certifier in authorities.map { (certifier: certifier, authority: $0) } }
        if case .roles(let roles) = eligibility {
            pairs = pairs.filter { roles.permits($0.certifier.party, togetherWith: $0.authority.party) }
            if pairs.isEmpty { return .failure(Refusal(.certifierOfOtherAuthority)) }
        }
        if let proven = pairs.first(where: { precedes($0.certifier.signature, $0.authority.signature) }) {
            return .success(
                CertifyingSignatures(certifier: proven.certifier.signature, authority: proven.authority.signature))
        }
        let isReversed = pairs.contains { precedes($0.authority.signature, $0.certifier.signature) }
        return .failure(Refusal(isReversed ? .orderWrong : .orderUnproven))
    }

    /// Whether it is proven that one signature was there when the other was made.
    private static func precedes(_ first: SignatureReport, _ second: SignatureReport) -> Bool {
        // A countersignature vouches for a signature, not for what that one is over.
        guard first.counterSignatureOf == nil else { return false }
        if let parent = second.counterSignatureOf { return parent == first.id }
        guard let one = first.coversUntil, let other = second.coversUntil else {
            return false
        }
        return one < other
    }
}
