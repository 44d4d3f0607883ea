import PKI
import Signatures
import TestSupport
import Testing

/// What may stand in `/Contents`, by `/SubFilter`.
@Suite("Signatures inside a PDF")
struct PDFMessageTests {
    let scene: PDFScene

    init() throws { scene = try PDFScene() }

    /// An attached CMS.
    private func attached(_ content: [UInt8]) throws -> [UInt8] {
        let builder = try SignedDataBuilder(key: scene.citizen.key, certificate: scene.citizen.certificate)
        let halves = try builder.build(
            messageDigest: Digest(of: content, by: builder.digestAlgorithm), attachedCount: content.count,
            signingTime: nil)
        return halves.beforeContent + content + halves.afterContent
    }

    @Test("both detached forms pass; levels are named after their form")
    func detachedForms() throws {
        let plain = try scene.only(scene.signed { $0.subFilter = "adbe.pkcs7.detached" })
        #expect(plain.indication == .totalPassed && plain.level == "PKCS7-B", "\(plain.summary)")
        let untimed = try scene.only(scene.signed { $0.entries = "" })
        #expect(untimed.indication == .totalPassed && untimed.level == "PAdES-BES", "\(untimed.summary)")
    }

    @Test("a dictionary without a type is a signature too")
    func withoutType() throws {
        let signature = try scene.only(scene.signed { $0.type = nil })
        #expect(signature.indication == .totalPassed, "\(signature.summary)")
    }

    @Test("an unknown form is not called bad, and does not pass")
    func unknownForm() throws {
        let signature = try scene.only(scene.signed { $0.subFilter = "Some.Other" })
        #expect(signature.indication == .indeterminate && signature.has("PDF_SUBFILTER_UNKNOWN"))
    }

    @Test("a message that carries a content of its own is refused")
    func attachedContent() throws {
        let signature = try scene.only(scene.signed { $0.message = { _ in try attached(Array("other".utf8)) } })
        #expect(signature.indication == .totalFailed && signature.has("PDF_CMS_NOT_DETACHED"), "\(signature.summary)")
        let own = try scene.only(scene.signed { $0.message = { try attached($0) } })
        #expect(own.indication == .totalFailed, "\(own.summary)")
    }

    @Test("the old form over SHA-1 is intact where it is, and never passes")
    func sha1() throws {
        let right = try scene.only(
            scene.signed {
                $0.subFilter = "adbe.pkcs7.sha1"
                $0.message = { try attached(Digest(of: $0, by: .sha1).bytes) }
            })
        #expect(right.intact && right.indication == .indeterminate && right.has("PDF_SUBFILTER_OBSOLETE"))
        let wrong = try scene.only(
            scene.signed {
                $0.subFilter = "adbe.pkcs7.sha1"
                $0.message = { try attached(Digest(of: $0 + [0], by: .sha1).bytes) }
            })
        #expect(!wrong.intact && wrong.indication == .totalFailed && wrong.has("HASH_FAILURE"), "\(wrong.summary)")
        // Detached, it would be over the document itself: a form that nobody defined.
        let detached = try scene.only(scene.signed { $0.subFilter = "adbe.pkcs7.sha1" })
        #expect(detached.indication != .totalPassed)
    }

    @Test("the bare RSA form is recognised as old")
    func bareRSA() throws {
        let signature = try scene.only(scene.signed { $0.subFilter = "adbe.x509.rsa_sha1" })
        #expect(signature.indication == .indeterminate && signature.has("PDF_SUBFILTER_OBSOLETE"))
        #expect(!signature.intact)
    }

    @Test("bytes other than zeros behind the message are refused")
    func filling() throws {
        let signature = try scene.only(
            scene.signed { $0.message = { try MintedPDF.detached($0, scene.citizen) + [0, 0, 1] } })
        #expect(signature.indication == .totalFailed && signature.has("PDF_CMS_MALFORMED"), "\(signature.summary)")
    }

    @Test("a sign-in over a PDF's bytes does not sign it")
    func login() throws {
        let signature = try scene.only(
            scene.signed {
                $0.message = { covered in
                    let signer = try HandmadeSigner(scene.citizen, over: covered, contentType: .login)
                    return try HandmadeCMS(signer, content: nil, contentType: .login).encoded()
                }
            })
        #expect(signature.indication == .indeterminate, "\(signature.summary)")
        #expect(signature.subIndication == .sigConstraintsFailure && signature.has("LOGIN_NOT_A_DOCUMENT"))
    }

    @Test("two signers in one message are refused")
    func twoSigners() throws {
        let signature = try scene.only(
            scene.signed {
                $0.message = { covered in
                    let one = try HandmadeSigner(scene.citizen, over: covered)
                    var message = HandmadeCMS(one, content: nil)
                    message.signers = [one, one]
                    return try message.encoded()
                }
            })
        #expect(signature.indication == .totalFailed && signature.has("PDF_CMS_MALFORMED"), "\(signature.summary)")
    }
}
