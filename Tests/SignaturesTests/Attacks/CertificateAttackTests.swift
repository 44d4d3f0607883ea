import PKI
import Signatures
import TestSupport
import Testing

@Suite("Attacks with certificates")
struct CertificateAttackTests {
    private static let from = MintedPKI.now.adding(seconds: -365 * MintedPKI.day)
    private static let until = MintedPKI.now.adding(seconds: 365 * MintedPKI.day)

    private func report(
        _ scene: AttackScene, _ identity: MintedPKI.Identity, with others: [[UInt8]] = [],
        _ change: (inout HandmadeSigner) throws -> Void = { _ in }
    ) throws -> SignatureReport {
        let signer = try scene.signer(by: identity, change)
        return try scene.only(
            HandmadeCMS(signer, content: AttackScene.content, certificates: [identity.certificate] + others))
    }

    @Test("a self-signed certificate in somebody's name reaches nobody")
    func selfSigned() throws {
        let scene = try AttackScene()
        let key = try PrivateKey.generate(.p256)
        let forged = try IssuingAuthority.selfSigned(
            .signer(MintedPKI.citizen(), notBefore: Self.from, notAfter: Self.until), key: key)
        let report = try report(scene, .init(certificate: forged.certificate, key: key))
        #expect(report.intact)
        #expect(report.indication == .indeterminate)
        #expect(report.subIndication == .noCertificateChainFound, "\(report.summary)")
        #expect(report.anchor == nil)
    }

    @Test("a certificate from a stranger's root, which comes along, reaches nobody")
    func stranger() throws {
        let scene = try AttackScene()
        let stranger = try MintedPKI()
        let identity = try stranger.signer()
        let report = try report(scene, identity, with: [stranger.issuing.certificate, stranger.root.certificate])
        // The stranger's names are those of the trusted authorities; its keys are not.
        #expect(report.subIndication == .noCertificateChainFound, "\(report.summary)")
        #expect(report.anchor == nil)
    }

    @Test("a self-signed certificate with the trusted root's name is not the root")
    func rootsName() throws {
        let scene = try AttackScene()
        let key = try PrivateKey.generate(.p256)
        let imitation = try IssuingAuthority.selfSigned(
            .authority("Test Root", notBefore: Self.from, notAfter: Self.until), key: key)
        let citizenKey = try PrivateKey.generate(.p256)
        let certificate = try imitation.issue(
            .signer(MintedPKI.citizen(), notBefore: Self.from, notAfter: Self.until), for: citizenKey.publicKeyInfo)
        let below = try report(
            scene, .init(certificate: certificate, key: citizenKey), with: [imitation.certificate])
        #expect(below.subIndication == .noCertificateChainFound, "\(below.summary)")
        let itself = try report(scene, .init(certificate: imitation.certificate, key: key))
        #expect(itself.indication != .totalPassed, "\(itself.summary)")
    }

    @Test("a citizen's certificate issues no certificates")
    func endEntityAsAuthority() throws {
        let scene = try AttackScene()
        let authority = IssuingAuthority(certificate: scene.citizen.certificate, key: scene.citizen.key)
        let key = try PrivateKey.generate(.p256)
        let certificate = try authority.issue(
            .signer(MintedPKI.citizen("001099000001"), notBefore: Self.from, notAfter: Self.until),
            for: key.publicKeyInfo)
        let report = try report(
            scene, .init(certificate: certificate, key: key),
            with: [scene.citizen.certificate, scene.pki.issuing.certificate])
        #expect(report.indication == .indeterminate, "\(report.summary)")
        #expect(report.subIndication == .chainConstraintsFailure || report.subIndication == .noCertificateChainFound)
        #expect(report.anchor == nil)
    }

    @Test("an intermediate without the CA bit is none, even with keyCertSign; nor one beyond the path length")
    func intermediateWithoutCABit() throws {
        let scene = try AttackScene()
        for isAuthority in [false, true] {
            let middleKey = try PrivateKey.generate(.p256)
            var template = CertificateTemplate.authority("Middle", notBefore: Self.from, notAfter: Self.until)
            template.isAuthority = isAuthority
            // The issuing authority has a path length of 0: below it even a true authority has no place.
            let issuer = isAuthority ? scene.pki.issuing : scene.pki.root
            let middle = IssuingAuthority(
                certificate: try issuer.issue(template, for: middleKey.publicKeyInfo), key: middleKey)
            let key = try PrivateKey.generate(.p256)
            let certificate = try middle.issue(
                .signer(MintedPKI.citizen(), notBefore: Self.from, notAfter: Self.until), for: key.publicKeyInfo)
            let report = try report(scene, .init(certificate: certificate, key: key), with: [middle.certificate])
            #expect(report.indication == .indeterminate, "\(report.summary)")
            #expect(report.subIndication == .chainConstraintsFailure, "\(report.summary)")
        }
    }

    @Test("an authority's own key signs no documents; nor does a web server's")
    func wrongPurpose() throws {
        let scene = try AttackScene()
        let authority = try report(
            scene, .init(certificate: scene.pki.issuing.certificate, key: scene.pki.issuing.key))
        #expect(authority.subIndication == .chainConstraintsFailure, "\(authority.summary)")
        let server = try scene.pki.signer { $0.extendedKeyUsage = "serverAuth" }
        #expect(try report(scene, server).subIndication == .chainConstraintsFailure)
        let encipherment = try scene.pki.signer { $0.keyUsage = "critical,keyEncipherment" }
        #expect(try report(scene, encipherment).subIndication == .chainConstraintsFailure)
    }

    @Test("another certificate with the same issuer and serial number takes nobody's place")
    func sameIssuerAndSerial() throws {
        let scene = try AttackScene()
        let serial = try Certificate(der: scene.citizen.certificate).serialNumber
        let key = try PrivateKey.generate(.p256)
        // Issued by the attacker under the trusted authority's name.
        let imitation = try IssuingAuthority.selfSigned(
            .authority("Test Issuing CA", notBefore: Self.from, notAfter: Self.until), key: key)
        var template = CertificateTemplate.signer(
            MintedPKI.citizen("001099000001"), notBefore: Self.from, notAfter: Self.until)
        template.serialNumber = serial
        let substitute = try imitation.issue(template, for: key.publicKeyInfo)
        // In front of the genuine one: the signed reference finds the right one, and the chain is not led astray.
        let signer = try scene.signer()
        let genuine = try scene.only(
            HandmadeCMS(
                signer, content: AttackScene.content,
                certificates: [substitute, imitation.certificate, scene.citizen.certificate]))
        #expect(genuine.indication == .totalPassed, "\(genuine.summary)")
        // Instead of it: nothing fits.
        let alone = try scene.only(
            HandmadeCMS(signer, content: AttackScene.content, certificates: [substitute, imitation.certificate]))
        #expect(
            alone.indication != .totalPassed && alone.subIndication == .noSigningCertificateFound, "\(alone.summary)")
    }

    @Test("another certificate for the same key is not the one that the signer named")
    func sameKey() throws {
        let scene = try AttackScene()
        var template = CertificateTemplate.signer(
            [.init(.userID, "MST:0101234567"), .init(.commonName, "Giám đốc")], notBefore: Self.from,
            notAfter: Self.until)
        template.serialNumber = try Certificate(der: scene.citizen.certificate).serialNumber
        let other = try scene.pki.issuing.issue(template, for: scene.citizen.key.publicKeyInfo)
        let signer = try scene.signer()
        let report = try scene.only(HandmadeCMS(signer, content: AttackScene.content, certificates: [other]))
        #expect(report.indication == .indeterminate)
        #expect(report.subIndication == .noSigningCertificateFound, "\(report.summary)")
    }

    @Test("a helper that is not an authority's true certificate does not hide the trusted one")
    func misleadingHelper() throws {
        let scene = try AttackScene()
        // The authority's name and key identifier, with another key: chosen before the right one by a naive search.
        let key = try PrivateKey.generate(.p256)
        let imitation = try IssuingAuthority.selfSigned(
            .authority("Test Issuing CA", notBefore: Self.from, notAfter: Self.until), key: key)
        let genuine = try Certificate(der: scene.pki.issuing.certificate)
        let own = try Certificate(der: imitation.certificate)
        let misleading = try #require(
            try RewrittenCertificate.replacing(
                own.subjectKeyIdentifier ?? [], by: genuine.subjectKeyIdentifier ?? [], in: imitation.certificate,
                signedBy: key))
        let report = try report(scene, scene.citizen, with: [misleading])
        #expect(report.indication == .totalPassed, "\(report.summary)")
    }

    @Test("terminal escapes in a name stay what they are in the report; showing them is another floor's care")
    func hostileName() throws {
        let scene = try AttackScene()
        let name = "\u{1b}[2J\u{202e}HỢP LỆ\u{7}\nVALID"
        let identity = try scene.pki.signer(MintedPKI.citizen(name: name))
        let report = try report(scene, identity)
        #expect(report.signer?.commonName == name)
        #expect(report.signer?.identifiers == ["CCCD:038093015572"])
    }

    @Test("numbers that only look like an identifier name nobody")
    func oddIdentifiers() throws {
        let scene = try AttackScene()
        let values = [
            "CCCD:038093015572", "MST:0101234567-001", "cccd:038093015572", "CCCD:", "CCCD", "CCCD:0380 93",
            "CCCD:038093015572\u{0}", "CCCD:０３８０９３０１５５７２", "CCCD:038093015572\u{301}", "CCCD:1:2", "XYZ:1", " CCCD:1",
        ]
        let identity = try scene.pki.signer(
            values.map { .init(.userID, $0) } + [.init(.commonName, "CCCD:001099000001")])
        let report = try report(scene, identity)
        #expect(report.signer?.identifiers == ["CCCD:038093015572", "MST:0101234567-001"], "\(report.summary)")
        #expect(report.signer?.kind == .employee)
        #expect(report.signer?.hasDoubtfulIdentifiers == true)
    }
}
