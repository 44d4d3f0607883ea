import PKI
import Signatures
import Testing
import VaultCore

@Suite("Admission")
struct AdmissionTests {
    private let owner: Owner

    init() throws { owner = try Owner("CCCD:038093015572") }

    private static func signature(
        _ indication: Indication, _ subIndication: SubIndication? = nil, identifiers: [String] = ["CCCD:038093015572"],
        intact: Bool = true, purpose: String? = "signers", isDoubtful: Bool = false
    ) -> SignatureReport {
        var signature = SignatureReport(id: "s", level: "CMS", digestAlgorithm: "SHA256", signatureAlgorithm: "ECDSA")
        signature.indication = indication
        signature.subIndication = subIndication
        signature.intact = intact
        signature.signer = SignerReport(
            subject: "CN=x", issuer: "CN=y", serial: "01", certificateSha256: "", identifiers: identifiers,
            hasDoubtfulIdentifiers: isDoubtful, kind: .personal, commonName: nil)
        signature.anchor = purpose.map { AnchorReport(sha256: "", purpose: $0) }
        return signature
    }

    private static func report(_ signatures: [SignatureReport]) -> ValidationReport {
        var report = ValidationReport(format: "CAdES", trustSnapshot: "", validationTime: Instant(seconds: 0))
        report.signatures = signatures
        if signatures.isEmpty {
            report.indication = .noSignatureFound
        } else if signatures.contains(where: { $0.indication == .totalFailed }) {
            report.indication = .totalFailed
        } else {
            report.indication =
                signatures.allSatisfy { $0.indication == .totalPassed } ? .totalPassed : .indeterminate
        }
        return report
    }

    private func decide(
        _ signatures: [SignatureReport], category: Category = .ownFile, policy: AdmissionPolicy = .builtIn,
        roles: Roles = .none, owner other: String? = nil
    ) -> AdmissionDecision {
        let owner = other.flatMap { try? Owner($0) } ?? owner
        return Admission(policy: policy, roles: roles).decide(
            Self.report(signatures), category: category, owner: OwnerIdentity(owner))
    }

    private static func code(_ decision: AdmissionDecision) -> Refusal.Code? {
        if case .refused(let refusal) = decision { refusal.code } else { nil }
    }

    @Test("a passed signature of the owner is accepted")
    func accepted() { #expect(decide([Self.signature(.totalPassed)]) == .accepted) }

    @Test(
        "INDETERMINATE is pending for the four sub-indications that evidence can settle, refused for all others",
        arguments: SubIndication.allCases)
    func table(_ subIndication: SubIndication) {
        let decision = decide([Self.signature(.indeterminate, subIndication)])
        switch subIndication {
        case .tryLater, .outOfBoundsNoPOE, .outOfBoundsNotRevoked, .noPOE:
            #expect(decision == .pending(awaiting: [subIndication.rawValue]))
        default:
            #expect(Self.code(decision) == .signatureNotAdmissible)
        }
    }

    @Test("every TOTAL-FAILED is refused", arguments: SubIndication.allCases)
    func failed(_ subIndication: SubIndication) {
        #expect(Self.code(decide([Self.signature(.totalFailed, subIndication)])) == .signatureNotAdmissible)
    }

    @Test("INDETERMINATE without a sub-indication is refused")
    func unexplained() { #expect(Self.code(decide([Self.signature(.indeterminate)])) == .signatureNotAdmissible) }

    @Test("a file without signatures is refused in every category, unless it is known to carry none")
    func unsigned() {
        for category in Category.allCases {
            let code: Refusal.Code = [.dossier, .progress, .digitised].contains(category) ? .mayBeSigned : .noSignature
            #expect(Self.code(decide([], category: category)) == code)
        }
    }

    @Test("one bad signature beside a good one refuses the file, one open one makes it pending")
    func worstWins() {
        let good = Self.signature(.totalPassed)
        #expect(Self.code(decide([good, Self.signature(.totalFailed, .hashFailure)])) == .signatureNotAdmissible)
        #expect(decide([good, Self.signature(.indeterminate, .tryLater)]) == .pending(awaiting: ["TRY_LATER"]))
    }

    @Test("a self-signed certificate that names the owner reaches nobody's space")
    func selfSigned() {
        let forged = Self.signature(.indeterminate, .noCertificateChainFound, purpose: nil)
        #expect(Self.code(decide([forged])) == .signatureNotAdmissible)
        #expect(Self.code(decide([Self.signature(.totalPassed, purpose: nil)])) == .noAnchor)
        #expect(Self.code(decide([Self.signature(.indeterminate, .tryLater, purpose: nil)])) == .noAnchor)
    }

    @Test("a signature that is not intact never passes, whatever its indication")
    func notIntact() { #expect(Self.code(decide([Self.signature(.totalPassed, intact: false)])) == .noAnchor) }

    @Test("an anchor for timestamps or of a vault vouches for no signer", arguments: ["timestamp", "vaults/x", ""])
    func wrongPurpose(_ purpose: String) {
        #expect(Self.code(decide([Self.signature(.totalPassed, purpose: purpose)])) == .wrongPurpose)
    }

    @Test("another person's signature is refused without naming that person")
    func ownerMismatch() {
        let decision = decide([Self.signature(.totalPassed, identifiers: ["CCCD:001122334455", "MST:0100000000"])])
        guard case .refused(let refusal) = decision else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.code == .ownerMismatch)
        #expect(refusal.facts == ["owner": "CCCD:038093015572"])
    }

    @Test("an owner's countersignature is not the owner's signature")
    func counterSignature() {
        var counter = Self.signature(.totalPassed)
        counter.counterSignatureOf = "t"
        let other = Self.signature(.totalPassed, identifiers: ["CCCD:001122334455"])
        #expect(Self.code(decide([other, counter])) == .ownerMismatch)
    }

    @Test("one of several signers being the owner is enough")
    func severalSigners() {
        let other = Self.signature(.totalPassed, identifiers: ["CCCD:001122334455"])
        let own = Self.signature(.totalPassed, identifiers: ["CMND:038093015", "CCCD:038093015572"])
        #expect(decide([other, own]) == .accepted)
        #expect(Admission.match(Self.report([other, own]), owner: OwnerIdentity(owner)) == .owner)
    }

    @Test("an employee's certificate opens the organisation's space, and not the employee's own")
    func employee() throws {
        let both = Self.signature(.totalPassed, identifiers: ["MST:0100686209-199", "CCCD:038093015572"])
        #expect(decide([both]) == .refused(Refusal(.signedForOrganisation, ["owner": "CCCD:038093015572"])))
        #expect(decide([both], owner: "MST:0100686209-199") == .accepted)
        #expect(Self.code(decide([both], owner: "MST:0100686209")) == .ownerMismatch)
        let seal = Self.signature(.totalPassed, identifiers: ["MST:0100686209-199"])
        #expect(decide([seal], owner: "MST:0100686209-199") == .accepted)
        let own = Self.signature(.totalPassed)
        #expect(Self.code(decide([own], owner: "MST:0100686209-199")) == .ownerMismatch)
        #expect(decide([both, own]) == .accepted)
    }

    @Test("a certificate that numbers two people, or in a doubtful spelling, is nobody's")
    func ambiguous() {
        let two = Self.signature(.totalPassed, identifiers: ["CCCD:038093015572", "CCCD:001122334455"])
        #expect(Self.code(decide([two])) == .ownerMismatch)
        #expect(Self.code(decide([Self.signature(.totalPassed, isDoubtful: true)])) == .ownerMismatch)
        #expect(decide([Self.signature(.totalPassed, isDoubtful: true)], category: .dossier) == .accepted)
    }

    @Test("the match counts for an intact signature under an anchor of the right purpose only")
    func believed() {
        func match(_ signature: SignatureReport) -> SignerMatch {
            Admission.match(Self.report([signature]), owner: OwnerIdentity(owner))
        }
        #expect(match(Self.signature(.totalPassed)) == .owner)
        #expect(match(Self.signature(.totalPassed, purpose: "authorities")) == .owner)
        #expect(match(Self.signature(.totalPassed, intact: false)) == .unknown)
        for purpose in [nil, "timestamp", "vaults/x", ""] {
            #expect(match(Self.signature(.totalPassed, purpose: purpose)) == .unknown)
        }
        var counter = Self.signature(.totalPassed)
        counter.counterSignatureOf = "t"
        #expect(match(counter) == .unknown)
    }

    @Test("a doubtful or contradictory certificate has no role either")
    func doubtfulAuthority() throws {
        let roles = try Roles(parsing: "agency MST:0200000000\n")
        for (identifiers, isDoubtful) in [
            (["MST:0200000000"], true), (["MST:0200000000", "MST:0200000001"], false),
        ] {
            let agency = Self.signature(
                .totalPassed, identifiers: identifiers, purpose: "authorities", isDoubtful: isDoubtful)
            #expect(Self.code(decide([agency], category: .result, roles: roles)) == .authorityMissing)
        }
    }

    @Test("category 4 wants an authority with its role in this vault")
    func authorities() throws {
        let roles = try Roles(parsing: "certifier MST:0100000000 # the commune\nagency MST:0200000000\n")
        let certifier = Self.signature(.totalPassed, identifiers: ["MST:0100000000"], purpose: "authorities")
        let agency = Self.signature(.totalPassed, identifiers: ["MST:0200000000"], purpose: "authorities")
        let pretender = Self.signature(.totalPassed, identifiers: ["MST:0200000000"], purpose: "signers")
        #expect(decide([agency], category: .result, roles: roles) == .accepted)
        for signature in [certifier, pretender] {
            #expect(Self.code(decide([signature], category: .result, roles: roles)) == .authorityMissing)
        }
        #expect(Self.code(decide([agency], category: .result)) == .authorityMissing)
    }

    @Test("a vault's policy refuses what the table would hold as pending, and can never accept more")
    func policy() throws {
        let strict = try AdmissionPolicy(parsing: "# strict\nrefuse TRY_LATER\n")
        #expect(Self.code(decide([Self.signature(.indeterminate, .tryLater)], policy: strict)) == .refusedByPolicy)
        #expect(decide([Self.signature(.indeterminate, .noPOE)], policy: strict) == .pending(awaiting: ["NO_POE"]))
        let stricter = try AdmissionPolicy(parsing: "refuse PENDING")
        #expect(Self.code(decide([Self.signature(.indeterminate, .noPOE)], policy: stricter)) == .refusedByPolicy)
        for text in ["accept REVOKED", "refuse", "refuse NOTHING", "refuse TRY_LATER NO_POE"] {
            #expect(throws: VaultError(.policyMalformed, ["line": "2"])) { try AdmissionPolicy(parsing: "\n" + text) }
        }
    }

    @Test("a content that no signature covers is named and refused")
    func uncovered() {
        var report = Self.report([Self.signature(.totalPassed)])
        report.uncoveredContents = [1]
        let decision = Admission().decide(
            report, category: .ownFile, owner: OwnerIdentity(owner), contentNames: ["a", "b"])
        #expect(decision == .refused(Refusal(.contentNotCovered, ["file": "b"])))
    }
}
