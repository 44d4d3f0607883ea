import CanonicalJSON
public import Signatures

/// What an authority certified of a copy, as whoever verifies the copy finds it in the signatures himself. The vault's
/// `roles` are the vault's: here it counts whether those whom the record names did sign, under authorities' roots of the
/// verifier's own, in the order that the law wants.
public struct BundleCertification: Sendable {
    /// As the record states it.
    public let certification: Certification
    public private(set) var part = BundleReport.Part()
    /// Whether both signatures state the very same; else the record alone does.
    public private(set) var isStatedBySigners = false
    /// nil where they were not found.
    public private(set) var certifier: SignatureReport?
    public private(set) var authority: SignatureReport?

    init(_ certification: Certification, _ validation: ValidationReport, scan: CertifiedScan) {
        self.certification = certification
        guard let ids = certification.signatures else {
            part.fail(.indeterminate, nil, Refusal.Code.authorityMissing.rawValue)
            return
        }
        switch CertifyingSignatures.find(certification, in: validation, by: .named(ids)) {
        case .failure(let refusal): fail(refusal)
        case .success(let signatures):
            certifier = signatures.certifier
            authority = signatures.authority
            isStatedBySigners = signatures.areStatements(of: certification)
            if let refusal = signatures.refusal(of: certification, scan: scan) { fail(refusal) }
            if let refusal = signatures.contradiction(of: certification) { fail(refusal) }
            for signature in [certifier, authority].compactMap({ $0 }) where signature.indication != .totalPassed {
                // Whatever it says of itself, it did not pass, and so nothing rests on it.
                let failures = signature.reasons.filter { $0.weight == .failure }
                for reason in failures.isEmpty ? [Reason("BUNDLE_CERTIFYING_SIGNATURE")] : failures {
                    part.fail(signature.indication, signature.subIndication, reason.code, reason.facts)
                }
            }
        }
    }

    /// A signature that is not believed here may be under another verifier's anchors; what contradicts the record is
    /// proven.
    private mutating func fail(_ refusal: Refusal) {
        let isOpen = refusal.code == .authorityMissing || refusal.code == .certifierMissing
        part.fail(isOpen ? .indeterminate : .totalFailed, nil, refusal.code.rawValue, refusal.facts)
    }

    func json(_ reasonMembers: (Reason) -> JSON.Object) -> JSON.Object {
        var object = part.json(reasonMembers)
        object["certified"] = certification.json
        object["statementText"] = .string(certification.statementText)
        object["statedBy"] = .string(isStatedBySigners ? "signatures" : "record")
        return object
    }
}
