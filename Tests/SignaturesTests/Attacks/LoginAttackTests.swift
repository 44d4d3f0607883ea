import PKI
import Signatures
import TestSupport
import Testing

/// What is signed to sign in, handed in as a document, and the other way round.
@Suite("Sign-ins and documents")
struct LoginAttackTests {
    private static let statement = Array(#"{"v":"kho-login/1"}"#.utf8)

    private static func signer(_ scene: AttackScene, as type: ObjectIdentifier = .login) throws -> HandmadeSigner {
        try HandmadeSigner(scene.citizen, over: statement, contentType: type)
    }

    private static func refusal(_ work: () throws -> ValidationReport) throws -> SignedFileError.Code {
        let error = try #require(throws: SignedFileError.self) { _ = try work() }
        return error.code
    }

    @Test("the content type of a sign-in is the one that is documented")
    func identifier() {
        #expect(
            DER.objectIdentifier(.login).hexadecimal == "06146982d9ab82ca8d8fda81c58afff2beee91aee85c")
        #expect(SignedPurpose.login.contentType != SignedPurpose.document.contentType)
    }

    @Test("a sign-in is no document: attached, detached, in pieces, armoured, with a timestamp, by several")
    func loginAsDocument() throws {
        let scene = try AttackScene()
        let signer = try Self.signer(scene)
        let attached = HandmadeCMS(signer, content: Self.statement, contentType: .login)
        var several = attached
        several.signers.append(try HandmadeSigner(try scene.pki.signer(), over: Self.statement, contentType: .login))
        var stamped = attached
        stamped.signers[0].unsignedAttributes = { value in
            [
                HandmadeSigner.attribute(
                    .signatureTimestamp,
                    try scene.pki.timestampAuthority.token(imprint: Digest.sha256(of: value), at: MintedPKI.now))
            ]
        }
        let files = [
            try attached.encoded(), try attached.encodedAsBER(pieceSize: 7), try several.encoded(),
            try stamped.encoded(), Array(PEM.armour(try attached.encoded(), label: "CMS").utf8),
        ]
        for file in files {
            #expect(try Self.refusal { try scene.report(file) } == .loginNotADocument)
        }
        let detached = try HandmadeCMS(signer, content: nil, contentType: .login).encoded()
        #expect(
            try Self.refusal { try scene.report(detached, contents: [AttackScene.original(Self.statement)]) }
                == .loginNotADocument)
    }

    @Test("a sign-in passes as a sign-in, and a document or a timestamp does not")
    func documentAsLogin() throws {
        let scene = try AttackScene()
        func report(_ type: ObjectIdentifier) throws -> ValidationReport {
            let cms = HandmadeCMS(try Self.signer(scene, as: type), content: Self.statement, contentType: type)
            return try scene.validator.validate(MemorySource(cms.encoded()), as: .login, at: MintedPKI.now)
        }
        #expect(try report(.login).indication == .totalPassed)
        for type in [ObjectIdentifier.data, .tstInfo] {
            #expect(try Self.refusal { try report(type) } == .loginMalformed)
        }
        let pdf = MemorySource(Array("%PDF-1.7\n".utf8))
        #expect(
            try Self.refusal { try scene.validator.validate(pdf, as: .login, at: MintedPKI.now) } == .loginMalformed)
    }

    @Test("what the signer signed along is the content type, so that a signature does not change sides")
    func relabelled() throws {
        let scene = try AttackScene()
        let login = try Self.signer(scene)
        let asDocument = try scene.only(HandmadeCMS(login, content: Self.statement))
        #expect(!asDocument.intact && asDocument.has("CONTENT_TYPE_MISMATCH"), "\(asDocument.summary)")
        let document = try Self.signer(scene, as: .data)
        let asLogin = try scene.validator.validate(
            MemorySource(HandmadeCMS(document, content: Self.statement, contentType: .login).encoded()), as: .login,
            at: MintedPKI.now)
        #expect(asLogin.indication == .totalFailed)
        #expect(asLogin.signatures[0].has("CONTENT_TYPE_MISMATCH"), "\(asLogin.signatures[0].summary)")
    }

    @Test("what is no document stays none where evidence is missing: it does not wait for more")
    func withoutEvidence() throws {
        let scene = try AttackScene()
        let blind = SignatureValidator(trust: scene.pki.trust())
        let type: ObjectIdentifier = "1.3.6.1.4.1.99999.1"
        let signer = try Self.signer(scene, as: type)
        let report = try scene.only(HandmadeCMS(signer, content: Self.statement, contentType: type), by: blind)
        #expect(report.subIndication == .sigConstraintsFailure, "\(report.summary)")
        #expect(report.has("TRY_LATER_MISSING") && report.has("NOT_SIGNED_AS_A_DOCUMENT"), "\(report.summary)")
    }
}
