import Foundation
import PKI
import Signatures
import Testing

@testable import VaultCore

/// Which signatures make a certified copy, by reports made up: every way in which it is none has its own name.
@Suite("The signatures of a certified copy")
struct CertifyingSignaturesTests {
    private static let roles = """
        certifier CCCD:001077000123 of MST:0400260612
        certifier CCCD:001077000999
        agency MST:0400260612
        agency MST:0400260613
        """

    private static func signature(
        _ id: String, _ identifiers: [String], until: Int? = nil, over parent: String? = nil,
        purpose: String = "authorities", content: Int? = nil, name: String = "Phạm Thị Dung", states: String? = nil
    ) -> SignatureReport {
        var signature = SignatureReport(id: id, level: "CMS", digestAlgorithm: "SHA256", signatureAlgorithm: "ECDSA")
        signature.indication = .totalPassed
        signature.intact = true
        signature.signer = SignerReport(
            subject: "CN=x", issuer: "CN=y", serial: "01", certificateSha256: id, identifiers: identifiers,
            kind: .authority, commonName: name)
        signature.anchor = AnchorReport(sha256: "", purpose: purpose)
        signature.coversUntil = until
        signature.counterSignatureOf = parent
        signature.coveredContent = content
        signature.statement = states
        return signature
    }

    private static func certifier(until: Int? = 10, _ number: String = "CCCD:001077000123") -> SignatureReport {
        signature("c", [number], until: until)
    }

    private static func seal(until: Int? = 20, _ number: String = "MST:0400260612", over: String? = nil)
        -> SignatureReport
    {
        signature("a", [number, "MNS:1047665"], until: until, over: over, name: "Sở Ví Dụ")
    }

    static func certification(_ kind: Certification.Kind = .fromOriginal) throws -> Certification {
        Certification(
            kind: kind, number: "45", book: "01/2026-SCT/BS", time: "2026-06-01T08:00:00+07:00",
            certifier: kind == .fromOriginal ? .init(name: "Phạm Thị Dung", title: "Phó Chủ tịch") : nil,
            authority: .init(name: "UBND xã Ví Dụ", identifier: try Owner("MST:0400260612")), pages: 2,
            original: .init(name: "Giấy khai sinh"), scan: .init(digest: .sha256(of: [1]), size: 1))
    }

    private func code(
        _ signatures: [SignatureReport], _ certification: Certification? = nil, roles: String = roles,
        scan: CertifiedScan = CertifiedScan(places: [.beforeSigning])
    ) throws -> Refusal.Code? {
        var report = ValidationReport(format: "PAdES", trustSnapshot: "", validationTime: Instant(seconds: 0))
        report.signatures = signatures
        report.indication = .totalPassed
        let decision = Admission(roles: try Roles(parsing: roles)).decide(
            report, category: .certifiedCopy, owner: OwnerIdentity(try Owner("CCCD:038093015572")),
            certification: try certification ?? Self.certification(), scan: scan)
        switch decision {
        case .accepted: return nil
        case .refused(let refusal): return refusal.code
        case .pending: throw VaultError(.logConflict)
        }
    }

    @Test("the certifier's revision before the authority's, or the authority's countersignature, is the order")
    func accepted() throws {
        #expect(try code([Self.certifier(), Self.seal()]) == nil)
        #expect(try code([Self.seal(), Self.certifier()]) == nil)
        #expect(try code([Self.certifier(until: nil), Self.seal(until: nil, over: "c")]) == nil)
        // One who is bound to no agency counts with any.
        #expect(try code([Self.certifier("CCCD:001077000999"), Self.seal()]) == nil)
    }

    @Test("the other order is refused, and so is one that nothing proves")
    func order() throws {
        #expect(try code([Self.certifier(until: 20), Self.seal(until: 10)]) == .orderWrong)
        var counter = Self.certifier(until: nil)
        counter.counterSignatureOf = "a"
        #expect(try code([Self.seal(until: nil), counter]) == .orderWrong)
        #expect(try code([Self.certifier(until: nil), Self.seal(until: nil)]) == .orderUnproven)
        #expect(try code([Self.certifier(until: 10), Self.seal(until: 10)]) == .orderUnproven)
        #expect(try code([Self.certifier(until: nil), Self.seal(until: 20)]) == .orderUnproven)
        // A countersignature over somebody else's signature says nothing of the certifier's.
        let other = Self.signature("x", ["CCCD:1"], until: nil)
        #expect(try code([Self.certifier(until: nil), other, Self.seal(until: nil, over: "x")]) == .orderUnproven)
        // Nor has a certifier signed what somebody else did, where his is but a countersignature.
        var over = Self.certifier(until: nil)
        over.counterSignatureOf = "x"
        #expect(
            try code([other, over, Self.seal(until: nil, over: "c")], scan: CertifiedScan(places: [.attached]))
                == .orderUnproven)
        // Claimed times never count.
        var early = Self.certifier(until: nil)
        early.claimedSigningTime = Instant(seconds: 1)
        var late = Self.seal(until: nil)
        late.claimedSigningTime = Instant(seconds: 2)
        #expect(try code([early, late]) == .orderUnproven)
    }

    @Test("one signature missing, or under citizens' roots, or by the same certificate for both")
    func missing() throws {
        #expect(try code([Self.seal()]) == .certifierMissing)
        #expect(try code([Self.certifier()]) == .authorityMissing)
        let citizen = Self.signature("c", ["CCCD:001077000123"], until: 10, purpose: "signers")
        #expect(try code([citizen, Self.seal()]) == .certifierMissing)
        let company = Self.signature("a", ["MST:0400260612"], until: 20, purpose: "signers")
        #expect(try code([Self.certifier(), company]) == .authorityMissing)
        // An employee's certificate is no seal, whatever it numbers.
        let both = ["CCCD:001077000123", "MST:0400260612"]
        #expect(
            try code([Self.signature("c", both, until: 10), Self.signature("a", both, until: 20)]) == .authorityMissing)
        // Of two with one id nobody can say which is meant.
        let twin = Self.signature("c", ["MST:0400260612"], until: 20)
        #expect(try code([Self.certifier(), twin]) == .certifierMissing)
    }

    @Test("a certifier, or an authority, without a line in roles; a certifier of another authority")
    func roles() throws {
        #expect(try code([Self.certifier("CCCD:001077000124"), Self.seal()]) == .certifierNotInRoles)
        #expect(try code([Self.certifier(), Self.seal("MST:0400260699")]) == .authorityNotInRoles)
        var certification = try Self.certification()
        certification.authority = .init(name: "UBND", identifier: try Owner("MST:0400260613"))
        #expect(try code([Self.certifier(), Self.seal("MST:0400260613")], certification) == .certifierOfOtherAuthority)
        #expect(try code([Self.certifier(), Self.seal("MST:0400260613")]) == .authorityDiffers)
        #expect(try code([Self.certifier(), Self.seal()], roles: "agency MST:0400260612\n") == .certifierNotInRoles)
    }

    @Test("the register is that of the number in roles, not of another number of the same seal")
    func register() throws {
        var certification = try Self.certification()
        certification.authority = .init(name: "UBND xã Ví Dụ", identifier: try Owner("MNS:1047665"))
        #expect(try code([Self.certifier(), Self.seal()], certification) == .authorityDiffers)
        let roles = Self.roles + "\nagency MNS:1047665\n"
        #expect(try code([Self.certifier(), Self.seal()], certification, roles: roles) == nil)
    }

    @Test("somebody else's name than the certificate's")
    func names() throws {
        var certification = try Self.certification()
        certification.certifier = .init(name: "Phạm Thị Dũng", title: "Phó Chủ tịch")
        #expect(try code([Self.certifier(), Self.seal()], certification) == .certifierDiffers)
        certification.certifier = .init(
            name: "Phạm Thị Dung".decomposedStringWithCanonicalMapping, title: "Phó Chủ tịch")
        #expect(try code([Self.certifier(), Self.seal()], certification) == nil)
    }

    @Test("a copy from the register wants the agency's own signature, and no certifier")
    func fromRegister() throws {
        let certification = try Self.certification(.fromRegister)
        #expect(try code([Self.seal()], certification) == nil)
        #expect(try code([Self.certifier()], certification) == .authorityMissing)
        #expect(try code([Self.seal("MST:0400260699")], certification) == .authorityNotInRoles)
        #expect(try code([Self.certifier(until: nil), Self.seal(over: "c")], certification) == .authorityMissing)
    }

    @Test("the bytes that are certified are those that the certifier signed, with their pages")
    func scan() throws {
        let signatures = [Self.certifier(), Self.seal()]
        #expect(try code(signatures, scan: CertifiedScan(places: [])) == .scanDiffers)
        #expect(try code(signatures, scan: CertifiedScan(places: [.content(0)])) == .scanDiffers)
        #expect(
            try code(signatures, scan: CertifiedScan(places: [.beforeSigning], pages: 3, isPDF: true)) == .pagesDiffer)
        #expect(
            try code(signatures, scan: CertifiedScan(places: [.beforeSigning], pages: nil, isPDF: true)) == .pagesDiffer
        )
        #expect(try code(signatures, scan: CertifiedScan(places: [.beforeSigning], pages: 2, isPDF: true)) == nil)
        // The whole file counts only where the authority signed all of it; a signature file is no scan.
        let file = CertifiedScan(places: [.file])
        #expect(try code(signatures, scan: file) == .scanDiffers)
        #expect(try code([Self.certifier(until: nil), Self.seal(until: nil, over: "c")], scan: file) == .scanDiffers)
        #expect(try code([Self.certifier(until: 0), Self.seal(until: 1)], scan: file) == nil)
        // A later signer's stamp was seen by nobody who certified.
        #expect(try code(signatures, scan: CertifiedScan(places: [.beforeSigning], shownUntil: 20)) == nil)
        #expect(try code(signatures, scan: CertifiedScan(places: [.beforeSigning], shownUntil: 21)) == .scanDiffers)
        var detached = Self.certifier(until: nil)
        detached.coveredContent = 1
        let counter = Self.seal(until: nil, over: "c")
        #expect(try code([detached, counter], scan: CertifiedScan(places: [.content(1)])) == nil)
        #expect(try code([detached, counter], scan: CertifiedScan(places: [.content(0)])) == .scanDiffers)
    }

    @Test("a signature that states another certification refuses it; one that states the same, or nothing, does not")
    func statements() throws {
        let certification = try Self.certification()
        var other = certification
        other.number = "46"
        func signatures(_ one: String?, _ two: String?) -> [SignatureReport] {
            var pair = [Self.certifier(), Self.seal()]
            pair[0].statement = one
            pair[1].statement = two
            return pair
        }
        let text = certification.statementText
        #expect(try code(signatures(text, text)) == nil)
        #expect(try code(signatures(nil, "Đồng ý")) == nil)
        #expect(try code(signatures(text, other.statementText)) == .statementContradicts)
        #expect(try code(signatures(other.statementText, nil)) == .statementContradicts)
        #expect(try code(signatures(text + " ", text)) == .statementContradicts)
    }

    @Test("in a copy, a signature that did not pass leaves no certification valid, also where it gives no reason")
    func undecided() throws {
        var certification = try Self.certification()
        certification.signatures = .init(certifier: "c", authority: "a")
        func part(_ signatures: [SignatureReport]) -> BundleReport.Part {
            var report = ValidationReport(format: "PAdES", trustSnapshot: "", validationTime: Instant(seconds: 0))
            report.signatures = signatures
            return BundleCertification(certification, report, scan: CertifiedScan(places: [.beforeSigning])).part
        }
        #expect(part([Self.certifier(), Self.seal()]).indication == .totalPassed)
        for place in 0...1 {
            for indication in [Indication.indeterminate, .totalFailed] {
                var signatures = [Self.certifier(), Self.seal()]
                signatures[place].indication = indication
                let found = part(signatures)
                #expect(found.indication == indication && !found.reasons.isEmpty)
                signatures[place].reasons = [Reason("CRL_MISSING", weight: .information)]
                #expect(part(signatures).indication == indication)
            }
        }
    }
}
