import PKI
import Signatures
import TestSupport
import Testing

@Suite("Attacks on signed attributes")
struct AttributeAttackTests {
    typealias Signer = HandmadeSigner

    @Test("the handmade signature is good until something is changed")
    func baseline() throws {
        let scene = try AttackScene()
        let report = try scene.attached { _ in }
        #expect(report.indication == .totalPassed, "\(report.summary)")
        #expect(report.level == "CAdES-BASELINE-B")
    }

    @Test("a signature without signed attributes does not pass (openssl #27055)")
    func withoutAttributes() throws {
        let report = try AttackScene().attached { $0.attributes = nil }
        #expect(report.indication == .indeterminate)
        #expect(report.subIndication == .sigConstraintsFailure, "\(report.summary)")
    }

    @Test(
        "attributes of another signature, shown as content without attributes, are not intact",
        arguments: [true, false])
    func attributesAsContent(isAttached: Bool) throws {
        let scene = try AttackScene()
        let genuine = try scene.signer()
        // What the citizen signed was a SET of attributes; the attacker says that it was the document itself.
        let disguise = DER.setOf(genuine.attributes ?? [])
        let forged = try scene.signer {
            $0.attributes = nil
            $0.signature = try genuine.value()
        }
        let cms = HandmadeCMS(forged, content: isAttached ? disguise : nil)
        let report = try scene.only(cms, contents: isAttached ? [] : [AttackScene.original(disguise)])
        #expect(!report.intact, "\(report.summary)")
        #expect(report.indication != .totalPassed)
    }

    @Test("an attribute that must be alone is refused when doubled, whichever of the two is right")
    func duplicates() throws {
        let scene = try AttackScene()
        let other = Array("một văn bản khác".utf8)
        let doubles: [(String, [UInt8])] = [
            ("content-type", Signer.attribute(.contentType, DER.objectIdentifier(.tstInfo))),
            ("content-type", Signer.attribute(.contentType, DER.objectIdentifier(.data))),
            ("message-digest", Signer.messageDigest(of: other)),
            ("message-digest", Signer.messageDigest(of: AttackScene.content)),
            ("signing-time", Signer.attribute(.signingTime, Signer.time(MintedPKI.now.adding(seconds: -86400)))),
            ("signing-certificate-v2", Signer.signingCertificate(scene.pki.root.certificate)),
        ]
        for (name, extra) in doubles {
            for isFirst in [true, false] {
                let report = try scene.attached { signer in
                    let own = signer.attributes ?? []
                    signer.attributes = isFirst ? [extra] + own : own + [extra]
                }
                #expect(!report.intact, "\(name)")
                #expect(report.indication == .totalFailed)
                #expect(report.subIndication == .formatFailure, "\(name): \(report.summary)")
            }
        }
    }

    @Test("an attribute that holds one value is refused with two, and with none")
    func severalValues() throws {
        let scene = try AttackScene()
        let type = DER.objectIdentifier(.data)
        let digest = DER.octetString(Digest.sha256(of: AttackScene.content).bytes)
        let time = Signer.time(MintedPKI.now)
        let changed: [(Int, [UInt8])] = [
            (0, Signer.attribute(.messageDigest, digest, digest)), (0, Signer.attribute(.messageDigest)),
            (2, Signer.attribute(.contentType, type, type)), (2, Signer.attribute(.contentType)),
            (3, Signer.attribute(.signingTime, time, time)), (3, Signer.attribute(.signingTime)),
        ]
        for (index, attribute) in changed {
            let report = try scene.attached { $0.attributes?[index] = attribute }
            #expect(!report.intact)
            #expect(report.subIndication == .formatFailure, "\(index): \(report.summary)")
        }
    }

    @Test("content-type and message-digest must be there", arguments: [0, 2])
    func missing(index: Int) throws {
        let report = try AttackScene().attached { $0.attributes?.remove(at: index) }
        #expect(!report.intact)
        #expect(report.indication == .totalFailed)
        #expect(report.subIndication == .formatFailure, "\(report.summary)")
    }

    @Test("signed attributes that are there but empty are no signed attributes")
    func empty() throws {
        let report = try AttackScene().attached { $0.attributes = [] }
        #expect(!report.intact && report.indication == .totalFailed, "\(report.summary)")
    }

    @Test("a content type other than the signed one is refused")
    func contentTypeMismatch() throws {
        let scene = try AttackScene()
        let report = try scene.only(HandmadeCMS(scene.signer(), content: AttackScene.content, contentType: .tstInfo))
        #expect(!report.intact && report.has("CONTENT_TYPE_MISMATCH"), "\(report.summary)")
    }

    /// Whoever gets somebody to sign a login, a timestamp or a receipt has no signed document by it (design.md section 9).
    @Test(
        "what was signed as something else than a document is intact, and never good as a document",
        arguments: [
            .tstInfo, "1.2.840.113549.1.9.16.1.1", "1.3.6.1.4.1.311.2.1.4", "1.2.840.113549.1.7.2",
            "1.3.6.1.4.1.99999.1",
        ] as [ObjectIdentifier])
    func otherContentType(type: ObjectIdentifier) throws {
        let scene = try AttackScene()
        let signer = try scene.signer {
            $0.attributes?[2] = Signer.attribute(.contentType, DER.objectIdentifier(type))
        }
        for content in [AttackScene.content, nil] {
            let report = try scene.only(
                HandmadeCMS(signer, content: content, contentType: type),
                contents: content == nil ? [AttackScene.original(AttackScene.content)] : [])
            #expect(report.intact, "\(report.summary)")
            #expect(report.indication == .indeterminate, "\(report.summary)")
            #expect(report.subIndication == .sigConstraintsFailure, "\(report.summary)")
            let reason = try #require(report.reasons.first { $0.code == "NOT_SIGNED_AS_A_DOCUMENT" })
            #expect(reason.facts == ["contentType": type.description])
        }
    }

    /// It was undecided for want of evidence, so that a vault would have kept it as pending.
    @Test("what was signed as something else does not wait for evidence: none makes a document of it")
    func otherContentTypeWithoutEvidence() throws {
        let scene = try AttackScene()
        let type: ObjectIdentifier = "1.3.6.1.4.1.99999.1"
        let signer = try scene.signer {
            $0.attributes?[2] = Signer.attribute(.contentType, DER.objectIdentifier(type))
        }
        let report = try scene.only(
            HandmadeCMS(signer, content: AttackScene.content, contentType: type),
            by: SignatureValidator(trust: scene.pki.trust()))
        #expect(report.subIndication == .sigConstraintsFailure, "\(report.summary)")
        #expect(report.has("TRY_LATER_MISSING") && report.has("NOT_SIGNED_AS_A_DOCUMENT"), "\(report.summary)")
    }

    @Test("a message-digest that is no OCTET STRING, or of another length, matches nothing")
    func oddDigest() throws {
        let scene = try AttackScene()
        let digest = Digest.sha256(of: AttackScene.content).bytes
        let values = [
            DER.element(ASN1Tag.bitString, [0] + digest), DER.octetString([]),
            DER.octetString(Array(digest.dropLast())),
            DER.octetString(digest + [0]), HandmadeCMS.indefinite(ASN1Tag.octetString | 0x20, DER.octetString(digest)),
        ]
        for value in values {
            let report = try scene.attached { $0.attributes?[0] = Signer.attribute(.messageDigest, value) }
            #expect(!report.intact && report.indication == .totalFailed, "\(report.summary)")
        }
    }

    @Test("attributes in another order than DER's: good where DER was signed, refused where the order was")
    func order() throws {
        let scene = try AttackScene()
        let unsorted = (try scene.signer().attributes ?? []).sorted { $1.lexicographicallyPrecedes($0) }
        // RFC 5652 section 5.4: the DER encoding is signed, even if the file is written otherwise.
        let good = try scene.attached {
            $0.attributes = unsorted
            $0.writesSorted = false
        }
        #expect(good.intact, "\(good.summary)")
        let bad = try scene.attached {
            $0.attributes = unsorted
            $0.signsSorted = false
            $0.writesSorted = false
        }
        #expect(!bad.intact && bad.has("SIGNED_ATTRIBUTES_NOT_DER"), "\(bad.summary)")
        let hidden = try scene.attached {
            $0.attributes = unsorted
            $0.signsSorted = false
        }
        #expect(!hidden.intact && hidden.indication == .totalFailed, "\(hidden.summary)")
    }

    @Test("a signing-certificate attribute that names another certificate, or is malformed, leaves no signer")
    func otherCertificateNamed() throws {
        let scene = try AttackScene()
        let attributes = [
            Signer.signingCertificate(scene.pki.issuing.certificate),
            Signer.attribute(.signingCertificateV2, DER.sequence()), Signer.attribute(.signingCertificateV2, DER.null),
            Signer.attribute(.signingCertificateV2, DER.sequence(DER.sequence(DER.sequence(DER.octetString([1, 2]))))),
        ]
        for attribute in attributes {
            let report = try scene.attached { $0.attributes?[1] = attribute }
            #expect(report.indication == .indeterminate)
            #expect(report.subIndication == .noSigningCertificateFound, "\(report.summary)")
        }
        // Version 1 beside version 2: each must name the certificate.
        let contradicting = try scene.attached {
            let digest = Digest(of: scene.pki.root.certificate, by: .sha1)
            $0.attributes?.append(
                Signer.attribute(
                    .signingCertificate, DER.sequence(DER.sequence(DER.sequence(DER.octetString(digest.bytes))))))
        }
        #expect(contradicting.subIndication == .noSigningCertificateFound, "\(contradicting.summary)")
    }

    @Test("the claimed time proves nothing: an expired signer does not pass by claiming an earlier time")
    func claimedTime() throws {
        let scene = try AttackScene()
        let expired = try scene.pki.signer(notAfter: MintedPKI.now.adding(seconds: -86400))
        let signer = try HandmadeSigner(
            expired, over: AttackScene.content, signingTime: MintedPKI.now.adding(seconds: -30 * 86400))
        let report = try scene.only(HandmadeCMS(signer, content: AttackScene.content))
        #expect(report.indication == .indeterminate, "\(report.summary)")
        #expect(report.bestSignatureTime == nil)
    }
}
