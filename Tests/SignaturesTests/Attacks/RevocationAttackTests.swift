import PKI
import Signatures
import TestSupport
import Testing

@Suite("Attacks with lists and answers")
struct RevocationAttackTests {
    private static let hour: Int64 = 3600
    private static func hours(_ count: Int64) -> Instant { MintedPKI.now.adding(seconds: count * hour) }

    /// The report where the trust store knows `crls` and `ocsp`, and the message brings `inMessage`.
    private func report(
        _ scene: AttackScene, crls: [[UInt8]], ocsp: [[UInt8]] = [], inMessage: [[UInt8]] = [],
        certificates: [[UInt8]] = []
    ) throws -> SignatureReport {
        var cms = try HandmadeCMS(scene.signer(), content: AttackScene.content)
        cms.crls = inMessage
        cms.certificates += certificates
        let validator = SignatureValidator(trust: scene.pki.trust(crls: crls, ocspResponses: ocsp))
        return try scene.only(cms, by: validator)
    }

    /// Lists by which the citizen was revoked ten hours ago; made nine hours ago.
    private func revokingLists(_ scene: AttackScene) throws -> [[UInt8]] {
        [
            try scene.pki.issuing.revocationList(
                revoked: [.init(scene.citizen.certificate, at: Self.hours(-10), reason: .keyCompromise)],
                thisUpdate: Self.hours(-9), nextUpdate: Self.hours(24), number: 5),
            try scene.pki.root.revocationList(thisUpdate: Self.hours(-9), nextUpdate: Self.hours(24)),
        ]
    }

    /// A list of only the root: what the issuing authority says is missing.
    private func withoutIssuing(_ scene: AttackScene) throws -> [[UInt8]] {
        [try scene.pki.root.revocationList(thisUpdate: Self.hours(-1), nextUpdate: Self.hours(24))]
    }

    /// An attacker's authority of the same name as the issuing one.
    private func imitation(key: PrivateKey) throws -> IssuingAuthority {
        try .selfSigned(
            .authority("Test Issuing CA", notBefore: Self.hours(-9999), notAfter: Self.hours(9999)), key: key)
    }

    // The forged list was newer and took the good one's place; with a replayed answer the revoked signer passed.
    @Test("a forged newer list in the message never hides the revocation in the trust store")
    func forgedNewerList() throws {
        let scene = try AttackScene()
        let key = try PrivateKey.generate(.p256)
        let imitation = try imitation(key: key)
        let forgeries = [
            // The genuine certificate's key identifier, another key; and a key identifier of its own.
            IssuingAuthority(certificate: scene.pki.issuing.certificate, key: key), imitation,
        ]
        let replayed = try scene.pki.issuing.ocspResponse(
            about: scene.citizen.certificate, .good, thisUpdate: Self.hours(-20), nextUpdate: Self.hours(20))
        for (index, forger) in forgeries.enumerated() {
            let forged = try forger.revocationList(thisUpdate: Self.hours(-1), nextUpdate: Self.hours(99), number: 99)
            for ocsp in [[], [replayed]] {
                for certificates in [[], [imitation.certificate]] {
                    let report = try report(
                        scene, crls: revokingLists(scene), ocsp: ocsp, inMessage: [forged], certificates: certificates)
                    #expect(report.subIndication == .revokedNoPOE, "forgery \(index): \(report.summary)")
                }
            }
        }
    }

    @Test("a forged list in the message revokes nobody, and does not hide good news")
    func forgedRevocation() throws {
        let scene = try AttackScene()
        let key = try PrivateKey.generate(.p256)
        let forgers = [
            IssuingAuthority(certificate: scene.pki.issuing.certificate, key: key), try imitation(key: key),
        ]
        for forger in forgers {
            let forged = try forger.revocationList(
                revoked: [.init(scene.citizen.certificate, at: Self.hours(-2))], thisUpdate: Self.hours(-1),
                nextUpdate: Self.hours(99), number: 99)
            let inMessage = try report(scene, crls: scene.pki.lists(), inMessage: [forged])
            #expect(inMessage.indication == .totalPassed, "\(inMessage.summary)")
            // Even among the operator's lists: "could not be checked" is not "revoked".
            let inStore = try report(scene, crls: withoutIssuing(scene) + [forged])
            #expect(inStore.subIndication == .tryLater, "\(inStore.summary)")
        }
    }

    @Test("a genuine list in the message still counts beside a forged one")
    func genuineBesideForged() throws {
        let scene = try AttackScene()
        let key = try PrivateKey.generate(.p256)
        let forged = try imitation(key: key).revocationList(
            thisUpdate: Self.hours(-1), nextUpdate: Self.hours(99), number: 99)
        let revoking = try revokingLists(scene)
        let revoked = try report(scene, crls: [], inMessage: [forged] + revoking)
        #expect(revoked.subIndication == .revokedNoPOE, "\(revoked.summary)")
        let good = try report(scene, crls: [], inMessage: [forged] + scene.pki.lists())
        #expect(good.indication == .totalPassed, "\(good.summary)")
    }

    @Test("a list signed by another key is no evidence")
    func otherKey() throws {
        let scene = try AttackScene()
        let forger = IssuingAuthority(certificate: scene.pki.issuing.certificate, key: scene.citizen.key)
        let forged = try forger.revocationList(thisUpdate: Self.hours(-1), nextUpdate: Self.hours(24))
        let report = try report(scene, crls: withoutIssuing(scene) + [forged])
        #expect(report.indication == .indeterminate && report.subIndication == .tryLater, "\(report.summary)")
    }

    @Test("a list for another scope says nothing of a citizen")
    func otherScope() throws {
        let scene = try AttackScene()
        for scope in [HandmadeCRL.onlyAuthorities, HandmadeCRL.onlyAttributes, HandmadeCRL.onlyForCompromise] {
            let list = try HandmadeCRL.encoded(
                by: scene.pki.issuing, scope: scope, thisUpdate: Self.hours(-1), nextUpdate: Self.hours(24))
            let report = try report(scene, crls: withoutIssuing(scene) + [list])
            #expect(report.subIndication == .tryLater, "\(report.summary)")
        }
    }

    @Test("an old list without the revocation does not outweigh the newer one that has it")
    func replayedList() throws {
        let scene = try AttackScene()
        let old = try scene.pki.issuing.revocationList(
            thisUpdate: Self.hours(-20), nextUpdate: Self.hours(20), number: 4)
        for lists in [try revokingLists(scene) + [old], [old] + (try revokingLists(scene))] {
            let report = try report(scene, crls: lists, inMessage: [old])
            #expect(report.subIndication == .revokedNoPOE, "\(report.summary)")
        }
    }

    @Test("a list from the future does not exist yet")
    func futureList() throws {
        let scene = try AttackScene()
        let future = try scene.pki.issuing.revocationList(thisUpdate: Self.hours(1), nextUpdate: Self.hours(24))
        let report = try report(scene, crls: withoutIssuing(scene) + [future])
        #expect(report.subIndication == .tryLater, "\(report.summary)")
    }

    @Test("answers are believed from the issuer and from whom it appointed, and from nobody else")
    func answers() throws {
        let scene = try AttackScene()
        func responder(
            by authority: IssuingAuthority, _ change: (inout CertificateTemplate) -> Void = { _ in }
        ) throws -> (certificate: [UInt8], key: PrivateKey) {
            let key = try PrivateKey.generate(.p256)
            var template = CertificateTemplate(
                subject: [.init(.commonName, "Responder")], notBefore: Self.hours(-999), notAfter: Self.hours(999))
            template.keyUsage = "critical,digitalSignature"
            template.extendedKeyUsage = "OCSPSigning"
            template.hasOCSPNoCheck = true
            change(&template)
            return (try authority.issue(template, for: key.publicKeyInfo), key)
        }
        let stranger = try imitation(key: .generate(.p256))
        let other = try scene.pki.signer()
        let issuing = scene.pki.issuing
        let cases: [(String, Bool, [UInt8], (certificate: [UInt8], key: PrivateKey)?)] = [
            ("the issuer", true, scene.citizen.certificate, nil),
            ("an appointed responder", true, scene.citizen.certificate, try responder(by: issuing)),
            ("about another certificate", false, other.certificate, nil),
            ("a responder of another authority", false, scene.citizen.certificate, try responder(by: scene.pki.root)),
            (
                "a responder of a stranger with the issuer's name", false, scene.citizen.certificate,
                try responder(by: stranger)
            ),
            (
                "without OCSPSigning", false, scene.citizen.certificate,
                try responder(by: issuing) { $0.extendedKeyUsage = "emailProtection" }
            ),
            (
                "without any purpose", false, scene.citizen.certificate,
                try responder(by: issuing) { $0.extendedKeyUsage = nil }
            ),
            ("expired", false, scene.citizen.certificate, try responder(by: issuing) { $0.notAfter = Self.hours(-2) }),
            (
                "not yet valid", false, scene.citizen.certificate,
                try responder(by: issuing) { $0.notBefore = Self.hours(0) }
            ),
            (
                "of unknown status", false, scene.citizen.certificate,
                try responder(by: issuing) { $0.hasOCSPNoCheck = false }
            ),
            ("the citizen", false, scene.citizen.certificate, (scene.citizen.certificate, scene.citizen.key)),
        ]
        for (name, isGood, about, signer) in cases {
            let answer = try issuing.ocspResponse(
                about: about, .good, thisUpdate: Self.hours(-1), nextUpdate: Self.hours(24), responder: signer)
            let report = try report(scene, crls: withoutIssuing(scene), ocsp: [answer])
            #expect((report.indication == .totalPassed) == isGood, "\(name): \(report.summary)")
            if !isGood { #expect(report.subIndication == .tryLater, "\(name): \(report.summary)") }
        }
    }

    @Test("a revoked responder is not believed")
    func revokedResponder() throws {
        let scene = try AttackScene()
        let key = try PrivateKey.generate(.p256)
        var template = CertificateTemplate(
            subject: [.init(.commonName, "Responder")], notBefore: Self.hours(-999), notAfter: Self.hours(999))
        template.keyUsage = "critical,digitalSignature"
        template.extendedKeyUsage = "OCSPSigning"
        let certificate = try scene.pki.issuing.issue(template, for: key.publicKeyInfo)
        let answer = try scene.pki.issuing.ocspResponse(
            about: scene.citizen.certificate, .revoked(Self.hours(-5), .superseded), thisUpdate: Self.hours(-1),
            nextUpdate: Self.hours(24), responder: (certificate, key))
        let trusted = try report(scene, crls: scene.pki.lists(), ocsp: [answer])
        #expect(trusted.subIndication == .revokedNoPOE, "\(trusted.summary)")
        let revoking = try scene.pki.lists(revoked: [.init(certificate, at: Self.hours(-9))])
        let distrusted = try report(scene, crls: revoking, ocsp: [answer])
        #expect(distrusted.indication == .totalPassed, "\(distrusted.summary)")
    }

    @Test("an answer of status unknown, from the future, or stale is no good news")
    func poorAnswers() throws {
        let scene = try AttackScene()
        let about = scene.citizen.certificate
        let issuing = scene.pki.issuing
        for answer in [
            try issuing.ocspResponse(about: about, .unknown, thisUpdate: Self.hours(-1), nextUpdate: Self.hours(24)),
            try issuing.ocspResponse(about: about, .good, thisUpdate: Self.hours(1), nextUpdate: Self.hours(24)),
            try issuing.ocspResponse(about: about, .good, thisUpdate: Self.hours(-9), nextUpdate: Self.hours(-1)),
            try issuing.ocspResponse(about: about, .good, thisUpdate: Self.hours(-25), nextUpdate: nil),
        ] {
            let report = try report(scene, crls: withoutIssuing(scene), ocsp: [answer])
            #expect(report.subIndication == .tryLater, "\(report.summary)")
        }
    }

    @Test("evidence that contradicts itself is bad news", arguments: [true, false])
    func contradiction(listIsGood: Bool) throws {
        let scene = try AttackScene()
        let answer = try scene.pki.issuing.ocspResponse(
            about: scene.citizen.certificate, listIsGood ? .revoked(Self.hours(-5), .notGiven) : .good,
            thisUpdate: Self.hours(-1), nextUpdate: Self.hours(24))
        let lists = listIsGood ? try scene.pki.lists() : try revokingLists(scene)
        let report = try report(scene, crls: lists, ocsp: [answer])
        #expect(report.subIndication == .revokedNoPOE, "\(report.summary)")
    }
}
