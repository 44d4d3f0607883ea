import PKI
import Signatures
import TestSupport
import Testing

@Suite("Attacks with timestamps")
struct TimestampAttackTests {
    private static let stampedAt = MintedPKI.now.adding(seconds: -600)

    /// The report on a signature with this token as its timestamp.
    private func report(
        _ scene: AttackScene, _ token: ([UInt8]) throws -> [UInt8]
    ) throws -> SignatureReport {
        try withoutActuallyEscaping(token) { token in
            let signer = try scene.signer { signer in
                signer.unsignedAttributes = { [HandmadeSigner.attribute(.signatureTimestamp, try token($0))] }
            }
            return try scene.only(HandmadeCMS(signer, content: AttackScene.content))
        }
    }

    private func genuine(_ scene: AttackScene, over value: [UInt8], at time: Instant = stampedAt) throws -> [UInt8] {
        try scene.pki.timestampAuthority.token(imprint: .sha256(of: value), at: time)
    }

    /// TSTInfo alone, out of a token.
    private func information(_ token: [UInt8]) throws -> [UInt8] {
        let source = MemorySource(token)
        return try SignedData(source).contentPieces?.flatMap { try source.bytes($0) } ?? []
    }

    /// A token of one signer or more, put together by hand around TSTInfo.
    private func token(
        _ scene: AttackScene, over value: [UInt8], by identities: [MintedPKI.Identity],
        contentType: ObjectIdentifier = .tstInfo, _ change: (inout HandmadeSigner) -> Void = { _ in }
    ) throws -> [UInt8] {
        let content = try information(genuine(scene, over: value))
        var signers: [HandmadeSigner] = []
        for identity in identities {
            var signer = try HandmadeSigner(identity, over: content, contentType: contentType, signingTime: nil)
            change(&signer)
            signers.append(signer)
        }
        var cms = HandmadeCMS(signers[0], content: content, contentType: contentType)
        cms.signers = signers
        return try cms.encoded()
    }

    private func authority(
        _ scene: AttackScene, key: PrivateKey? = nil, _ change: (inout CertificateTemplate) -> Void
    ) throws -> MintedPKI.Identity {
        let key = try key ?? .generate(.p256)
        var template = CertificateTemplate(
            subject: [.init(.commonName, "Odd TSA")], notBefore: MintedPKI.now.adding(seconds: -86400 * 365),
            notAfter: MintedPKI.now.adding(seconds: 86400 * 365))
        template.keyUsage = "critical,digitalSignature"
        template.extendedKeyUsage = "critical,timeStamping"
        change(&template)
        return .init(
            certificate: try scene.pki.timestampRoot.issue(template, for: key.publicKeyInfo), key: key)
    }

    private func expectUnproven(_ report: SignatureReport, _ comment: String = "") {
        #expect(report.timestamps.count == 1)
        #expect(report.timestamps[0].indication != .totalPassed, "\(comment)")
        #expect(report.bestSignatureTime == nil, "\(comment)")
    }

    @Test("a genuine token, and one put together by hand, prove their time")
    func baseline() throws {
        let scene = try AttackScene()
        let good = try report(scene) { try genuine(scene, over: $0) }
        #expect(good.bestSignatureTime == Self.stampedAt, "\(good.timestamps)")
        #expect(good.level == "CAdES-BASELINE-T")
        let byHand = try report(scene) { try token(scene, over: $0, by: [scene.pki.timestampIdentity]) }
        #expect(byHand.bestSignatureTime == Self.stampedAt, "\(byHand.timestamps)")
    }

    @Test("a timestamp of another signature proves nothing for this one")
    func otherSignature() throws {
        let scene = try AttackScene()
        let report = try report(scene) { try genuine(scene, over: $0.reversed()) }
        expectUnproven(report)
        #expect(report.timestamps[0].subIndication == .hashFailure)
    }

    @Test("a token from the future proves nothing yet")
    func future() throws {
        let scene = try AttackScene()
        let report = try report(scene) { try genuine(scene, over: $0, at: MintedPKI.now.adding(seconds: 1)) }
        expectUnproven(report)
        #expect(report.timestamps[0].subIndication == .noPOE)
    }

    @Test("an authority of a stranger, or one under the signers' root, stamps nothing")
    func untrusted() throws {
        let scene = try AttackScene()
        let stranger = try MintedPKI()
        let other = try report(scene) {
            try stranger.timestampAuthority.token(imprint: .sha256(of: $0), at: Self.stampedAt)
        }
        expectUnproven(other)
        let key = try PrivateKey.generate(.p256)
        let misplaced = try scene.pki.signer(key: key) {
            $0.keyUsage = "critical,digitalSignature"
            $0.extendedKeyUsage = "critical,timeStamping"
        }
        expectUnproven(try report(scene) { try token(scene, over: $0, by: [misplaced]) })
    }

    @Test("an authority's certificate needs timeStamping alone, and critical")
    func extendedKeyUsage() throws {
        let scene = try AttackScene()
        for usage in ["timeStamping", "critical,timeStamping,emailProtection", "critical,emailProtection", nil] {
            let odd = try authority(scene) { $0.extendedKeyUsage = usage }
            let report = try report(scene) { try token(scene, over: $0, by: [odd]) }
            expectUnproven(report, usage ?? "none")
            #expect(report.timestamps[0].subIndication == .chainConstraintsFailure, "\(usage ?? "none")")
        }
    }

    @Test("a token with two signers, of another content type, or detached is malformed")
    func shape() throws {
        let scene = try AttackScene()
        let own = scene.pki.timestampIdentity
        for make: ([UInt8]) throws -> [UInt8] in [
            { try token(scene, over: $0, by: [own, own]) },
            { try token(scene, over: $0, by: [own], contentType: .data) },
            { value in
                var cms = HandmadeCMS(
                    try HandmadeSigner(own, over: information(genuine(scene, over: value)), contentType: .tstInfo),
                    content: nil, contentType: .tstInfo)
                cms.certificates = [own.certificate]
                return try cms.encoded()
            },
            { _ in DER.null }, { _ in DER.sequence(DER.integer(1)) },
        ] {
            let report = try report(scene, make)
            expectUnproven(report)
            #expect(report.timestamps[0].subIndication == .formatFailure)
        }
    }

    @Test("a token needs signed attributes, with a reference to its own certificate")
    func attributes() throws {
        let scene = try AttackScene()
        let own = scene.pki.timestampIdentity
        expectUnproven(try report(scene) { try token(scene, over: $0, by: [own]) { $0.attributes = nil } })
        expectUnproven(try report(scene) { try token(scene, over: $0, by: [own]) { $0.attributes?.remove(at: 1) } })
        expectUnproven(
            try report(scene) {
                try token(scene, over: $0, by: [own]) {
                    $0.attributes?[1] = HandmadeSigner.signingCertificate(scene.pki.timestampRoot.certificate)
                }
            })
    }

    // Only the imprint's digest was held against the policy, not the one that the authority signs with.
    @Test("a token signed with MD5 proves nothing")
    func weakToken() throws {
        let scene = try AttackScene()
        let identity = try authority(scene, key: .generate(.rsa(bits: 2048))) { _ in }
        let report = try report(scene) { value in
            let content = try information(genuine(scene, over: value))
            var signer = try HandmadeSigner(
                identity, over: content, contentType: .tstInfo, algorithm: .rsaPKCS1v15(.md5), signingTime: nil)
            signer.signatureIdentifier = AlgorithmIdentifier(oid: "1.2.840.113549.1.1.4", parameters: DER.null).der
            return try HandmadeCMS(signer, content: content, contentType: .tstInfo).encoded()
        }
        expectUnproven(report)
        #expect(report.timestamps[0].subIndication == .cryptoConstraintsFailure, "\(report.timestamps)")
    }

    @Test("an authority revoked for its key spoils even older tokens; a retired one does not")
    func revokedAuthority() throws {
        let scene = try AttackScene()
        for (reason, isProven) in [
            (RevocationReason.keyCompromise, false), (.notGiven, false), (.cessationOfOperation, true),
            (.superseded, true),
        ] {
            let lists = try scene.pki.lists(
                revokedTimestamping: [
                    .init(
                        scene.pki.timestampIdentity.certificate, at: MintedPKI.now.adding(seconds: -300), reason: reason
                    )
                ])
            let validator = SignatureValidator(trust: scene.pki.trust(crls: lists))
            let signer = try scene.signer { signer in
                signer.unsignedAttributes = {
                    [HandmadeSigner.attribute(.signatureTimestamp, try genuine(scene, over: $0))]
                }
            }
            let report = try scene.only(HandmadeCMS(signer, content: AttackScene.content), by: validator)
            #expect((report.bestSignatureTime != nil) == isProven, "\(reason): \(report.timestamps)")
        }
    }

    @Test("more timestamps than anybody needs are refused")
    func tooMany() throws {
        let scene = try AttackScene()
        let signer = try scene.signer { signer in
            signer.unsignedAttributes = {
                let token = try genuine(scene, over: $0)
                return (0..<33).map { _ in HandmadeSigner.attribute(.signatureTimestamp, token) }
            }
        }
        let file = try HandmadeCMS(signer, content: AttackScene.content).encoded()
        #expect(throws: SignedFileError.self) { try scene.report(file) }
    }
}
