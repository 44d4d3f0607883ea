import PKI
import Signatures
import TestSupport
import Testing

@Suite("Attacks on the structure of a CMS")
struct StructureAttackTests {
    private func refusal(_ file: [UInt8], by scene: AttackScene) throws -> SignedFileError.Code? {
        do {
            _ = try scene.report(file)
            return nil
        } catch let error as SignedFileError {
            return error.code
        }
    }

    @Test("a file cut at any byte is refused, with its content attached or not", arguments: [true, false])
    func truncated(isAttached: Bool) throws {
        let scene = try AttackScene()
        let file = try HandmadeCMS(scene.signer(), content: isAttached ? AttackScene.content : nil).encoded()
        for count in 0..<file.count {
            #expect(throws: SignedFileError.self, "\(count) bytes") { try scene.report(Array(file.prefix(count))) }
        }
    }

    @Test("bytes after the end are refused")
    func trailing() throws {
        let scene = try AttackScene()
        let cms = try HandmadeCMS(scene.signer(), content: AttackScene.content)
        let file = try cms.encoded()
        let ber = try cms.encodedAsBER(pieceSize: 7)
        for tail: [UInt8] in [[0], [0, 0], [0x30, 0], file, Array("\n".utf8)] {
            #expect(try refusal(file + tail, by: scene) == .malformed)
            #expect(try refusal(ber + tail, by: scene) == .malformed)
        }
    }

    @Test("something more inside any of the wrappers is refused")
    func extraElements() throws {
        let scene = try AttackScene()
        let fields = try HandmadeCMS(scene.signer(), content: AttackScene.content).fields()
        let extra = DER.sequence(DER.integer(1))
        let inBody = HandmadeCMS.contentInfo(DER.element(ASN1Tag.sequence, Array(fields.joined()) + extra))
        let inWrapper = HandmadeCMS.contentInfo(DER.element(ASN1Tag.sequence, Array(fields.joined())) + extra)
        let beside = DER.sequence(
            DER.objectIdentifier(HandmadeCMS.signedData),
            DER.element(ASN1Tag.context(0), DER.element(ASN1Tag.sequence, Array(fields.joined()))), extra)
        for file in [inBody, inWrapper, beside] { #expect(try refusal(file, by: scene) == .malformed) }
    }

    /// Found by flipping every bit of a manifest's seal: the tag of a SignerInfo was not looked at.
    @Test("a signer under another tag than SEQUENCE is refused", arguments: [0x31, 0x34, 0x20, 0xa0, 0x10] as [UInt8])
    func signerTag(tag: UInt8) throws {
        let scene = try AttackScene()
        var fields = try HandmadeCMS(scene.signer(), content: AttackScene.content).fields()
        let signers = fields.removeLast()
        var signer = Array(try ASN1Reader.single(signers).content)
        signer[0] = tag
        fields.append(DER.element(ASN1Tag.set, signer))
        let file = HandmadeCMS.contentInfo(DER.element(ASN1Tag.sequence, Array(fields.joined())))
        #expect(try refusal(file, by: scene) == .malformed)
    }

    @Test("BER with indefinite lengths and content in pieces is read as what it is")
    func indefinite() throws {
        let scene = try AttackScene()
        let cms = try HandmadeCMS(scene.signer(), content: AttackScene.content)
        for pieceSize in [1, 7, AttackScene.content.count] {
            let report = try scene.report(cms.encodedAsBER(pieceSize: pieceSize))
            #expect(report.indication == .totalPassed, "\(report.signatures[0].summary)")
        }
    }

    @Test("BER cut at any byte is refused")
    func truncatedIndefinite() throws {
        let scene = try AttackScene()
        let file = try HandmadeCMS(scene.signer(), content: AttackScene.content).encodedAsBER(pieceSize: 16)
        for count in 0..<file.count {
            #expect(throws: SignedFileError.self, "\(count) bytes") { try scene.report(Array(file.prefix(count))) }
        }
    }

    @Test("nesting beyond what files need is refused", arguments: [50, 1000, 100_000])
    func deep(levels: Int) throws {
        let scene = try AttackScene()
        let opening = [UInt8](repeating: 0, count: levels * 2).indices.map { $0 % 2 == 0 ? UInt8(0x24) : 0x80 }
        let closing = [UInt8](repeating: 0, count: levels * 2)
        var fields = try HandmadeCMS(scene.signer(), content: AttackScene.content).fields()
        let deep = DER.element(ASN1Tag.context(0), opening + DER.octetString([1]) + closing)
        fields[2] = DER.sequence(DER.objectIdentifier(.data), deep)
        let inContent = HandmadeCMS.contentInfo(DER.element(ASN1Tag.sequence, Array(fields.joined())))
        #expect(try refusal(inContent, by: scene) == .malformed)
        // And where certificates stand.
        let sequences = opening.map { $0 == 0x24 ? UInt8(0x30) : $0 }
        fields = try HandmadeCMS(scene.signer(), content: AttackScene.content).fields()
        fields[3] = HandmadeCMS.indefinite(ASN1Tag.context(0), sequences + closing)
        #expect(
            try refusal(
                HandmadeCMS.contentInfo(HandmadeCMS.indefinite(ASN1Tag.sequence, Array(fields.joined()))), by: scene)
                == .malformed)
    }

    @Test("more signers, certificates or attributes than any file needs are refused, and named too large")
    func counts() throws {
        let scene = try AttackScene()
        let signer = try scene.signer()
        var signers = HandmadeCMS(signer, content: AttackScene.content)
        signers.signers = Array(repeating: signer, count: 257)
        #expect(try refusal(signers.encoded(), by: scene) == .tooLarge)
        var certificates = HandmadeCMS(signer, content: AttackScene.content)
        certificates.certificates = Array(repeating: scene.citizen.certificate, count: 257)
        #expect(try refusal(certificates.encoded(), by: scene) == .tooLarge)
        var attributes = signer
        attributes.attributes = (0..<200).map { HandmadeSigner.attribute("1.2.3.4", DER.unsignedInteger([1, $0])) }
        let crowded = HandmadeCMS(attributes, content: AttackScene.content)
        #expect(throws: SignedFileError.self) { try scene.report(crowded.encoded()) }
    }

    @Test("a length that promises more than there is, or overflows, is refused")
    func lengths() throws {
        let scene = try AttackScene()
        for length: [UInt8] in [
            [0x84, 0xff, 0xff, 0xff, 0xff], [0x87, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0xff],
            [0x89] + [UInt8](repeating: 0, count: 8) + [5],
        ] {
            let start = [0x30] + length + DER.objectIdentifier(HandmadeCMS.signedData)
            #expect(throws: SignedFileError.self) { try scene.report(start) }
            #expect(throws: SignedFileError.self) { try scene.report(start + [UInt8](repeating: 0, count: 64)) }
        }
    }

    @Test("a document whose content is no OCTET STRING is refused: what was signed would be in doubt")
    func contentOfAnotherType() throws {
        let scene = try AttackScene()
        var fields = try HandmadeCMS(scene.signer(), content: nil).fields()
        fields[2] = DER.sequence(
            DER.objectIdentifier(.data),
            DER.element(ASN1Tag.context(0), DER.element(ASN1Tag.sequence, AttackScene.content)))
        let file = HandmadeCMS.contentInfo(DER.element(ASN1Tag.sequence, Array(fields.joined())))
        #expect(try refusal(file, by: scene) == .malformed)
    }

    @Test("no signer at all is no signature")
    func noSigner() throws {
        let scene = try AttackScene()
        var cms = try HandmadeCMS(scene.signer(), content: AttackScene.content)
        cms.signers = []
        let report = try scene.report(cms.encoded())
        #expect(report.indication == .noSignatureFound)
        #expect(report.signatures.isEmpty)
    }

    @Test("one bad signer among good ones makes the file bad")
    func severalSigners() throws {
        let scene = try AttackScene()
        var cms = try HandmadeCMS(scene.signer(), content: AttackScene.content)
        cms.signers.append(try scene.signer(over: Array("khác".utf8)))
        let report = try scene.report(cms.encoded())
        #expect(report.signatures.map(\.intact) == [true, false])
        #expect(report.indication == .totalFailed)
    }

    @Test("attached content is what is signed: an original given along does not count as covered")
    func attachedAndOriginal() throws {
        let scene = try AttackScene()
        let other = Array("bản khác".utf8)
        let file = try HandmadeCMS(scene.signer(), content: AttackScene.content).encoded()
        let report = try scene.report(file, contents: [AttackScene.original(other)])
        #expect(report.uncoveredContents == [0])
        let swapped = try HandmadeCMS(scene.signer(), content: other).encoded()
        #expect(
            try scene.report(swapped, contents: [AttackScene.original(AttackScene.content)]).indication == .totalFailed)
    }

    // A DER file with armour in its content was read as that armour: the outer signature was never looked at.
    @Test("a CMS that carries somebody else's PEM signature as content is not that signature")
    func armourInside() throws {
        let scene = try AttackScene()
        let genuine = try HandmadeCMS(scene.signer(), content: AttackScene.content).encoded()
        let text = Array(("\n" + PEM.armour(genuine, label: "CMS")).utf8)
        var outer = try scene.signer(over: text)
        outer.signature = [1]
        let file = try HandmadeCMS(outer, content: text).encoded()
        let report = try scene.report(file)
        #expect(report.indication != .totalPassed && !report.signatures[0].intact)
    }

    @Test("armour with a text around it, or twice, is refused: nobody signed what stands outside")
    func textAroundArmour() throws {
        let scene = try AttackScene()
        let armour = PEM.armour(try HandmadeCMS(scene.signer(), content: AttackScene.content).encoded(), label: "CMS")
        #expect(try scene.report(Array(armour.utf8)).indication == .totalPassed)
        #expect(try scene.report(Array(("\r\n" + armour + " \n\n").utf8)).indication == .totalPassed)
        for text in ["Tôi nợ ông A một tỷ đồng\n" + armour, armour + "Đã thanh toán\n", armour + armour] {
            #expect(throws: SignedFileError.self) { try scene.report(Array(text.utf8)) }
        }
    }

    @Test("a counter-signature over another value is not intact, and one over this value is")
    func counterSignature() throws {
        let scene = try AttackScene()
        let other = try scene.pki.signer(MintedPKI.citizen("001099000001"))
        for isRight in [true, false] {
            let cms = try HandmadeCMS(
                scene.signer { signer in
                    signer.unsignedAttributes = { value in
                        let counter = try HandmadeSigner(
                            other, over: isRight ? value : value.reversed(), contentType: nil)
                        return [HandmadeSigner.attribute(.counterSignature, try counter.encoded())]
                    }
                }, content: AttackScene.content, certificates: [scene.citizen.certificate, other.certificate])
            let report = try scene.report(cms.encoded())
            #expect(report.signatures.map(\.intact) == [true, isRight])
            #expect(report.signatures[1].counterSignatureOf == report.signatures[0].id)
            #expect(report.indication == (isRight ? .totalPassed : .totalFailed), "\(report.signatures.map(\.summary))")
        }
    }

    @Test("counter-signatures of counter-signatures end somewhere")
    func nestedCounterSignatures() throws {
        let scene = try AttackScene()
        func nested(_ depth: Int, over value: [UInt8]) throws -> [UInt8] {
            var signer = try HandmadeSigner(scene.citizen, over: value, contentType: nil)
            if depth > 0 {
                signer.unsignedAttributes = {
                    [HandmadeSigner.attribute(.counterSignature, try nested(depth - 1, over: $0))]
                }
            }
            return try signer.encoded()
        }
        for (depth, code) in [(3, nil), (4, SignedFileError.Code.tooLarge)] {
            let cms = try HandmadeCMS(
                scene.signer { signer in
                    signer.unsignedAttributes = {
                        [HandmadeSigner.attribute(.counterSignature, try nested(depth, over: $0))]
                    }
                }, content: AttackScene.content)
            #expect(try refusal(cms.encoded(), by: scene) == code)
        }
    }
}
