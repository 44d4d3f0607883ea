import Messages
import PKI
import Signatures
import TestSupport
import Testing

/// A reason whose facts are not those of its sentence would show a citizen the braces of the catalogue.
@Suite("Sentences of reasons")
struct ReasonSentenceTests {
    private func unfilled(_ report: ValidationReport) -> [String] {
        let reasons = report.signatures.flatMap { $0.reasons + $0.timestamps.flatMap(\.reasons) }
        var sentences: [String] = []
        for reason in reasons {
            let message = Message(code: MessageCode(reason.code), facts: reason.facts)
            for language in Language.allCases {
                for sentence in [message.text(in: language), message.nextStep?.text(in: language) ?? ""]
                where sentence.contains(/\{[A-Za-z]+\}/) || sentence == reason.code {
                    sentences.append("\(reason.code) \(reason.facts): \(sentence)")
                }
            }
        }
        return sentences
    }

    @Test("every reason of the verdict matrix fills its sentence")
    func matrix() throws {
        let world = try MatrixWorld()
        var found: Set<String> = []
        for row in VerdictMatrix.rows {
            for evidence in EvidenceCase.allCases {
                let cell = try world.cell(row.certificate, row.time, evidence)
                let validator = SignatureValidator(
                    trust: world.pki.trust(crls: cell.crls, ocspResponses: cell.ocspResponses))
                found.formUnion(unfilled(try validator.validate(MemorySource(cell.file), at: MatrixWorld.now)))
            }
        }
        #expect(found.isEmpty, "\(found.sorted().joined(separator: "\n"))")
    }

    @Test("every reason of a broken signature fills its sentence")
    func broken() throws {
        let scene = try AttackScene()
        let changes: [(inout HandmadeSigner) throws -> Void] = [
            { $0.attributes = nil }, { $0.attributes?.remove(at: 0) }, { $0.attributes?.remove(at: 2) },
            { $0.attributes?.append(HandmadeSigner.messageDigest(of: [1])) },
            { $0.attributes?[0] = HandmadeSigner.messageDigest(of: [1]) }, { $0.signature = [1] },
            { $0.attributes?[1] = HandmadeSigner.signingCertificate(scene.pki.root.certificate) },
            { $0.digestIdentifier = DER.sequence(DER.objectIdentifier(DigestAlgorithm.sha512.oid)) },
            { $0.digestIdentifier = DER.sequence(DER.objectIdentifier("1.2.3")) },
            { $0.attributes?[2] = HandmadeSigner.attribute(.contentType, DER.objectIdentifier(.tstInfo)) },
            { $0.attributes?.append(HandmadeSigner.attribute(.algorithmProtection, DER.null)) },
            {
                $0.signsSorted = false; $0.writesSorted = false;
                $0.attributes?.sort { $1.lexicographicallyPrecedes($0) }
            },
            { $0.unsignedAttributes = { _ in [HandmadeSigner.attribute(.signatureTimestamp, DER.null)] } },
        ]
        for change in changes {
            let cms = HandmadeCMS(try scene.signer(over: AttackScene.content, change), content: AttackScene.content)
            let found = unfilled(try scene.report(cms.encoded()))
            #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
        }
        let detached = try HandmadeCMS(scene.signer(), content: nil).encoded()
        #expect(unfilled(try scene.report(detached)).isEmpty)
        let login = try scene.signer {
            $0.attributes?[2] = HandmadeSigner.attribute(.contentType, DER.objectIdentifier("1.3.6.1.4.1.99999.1"))
        }
        #expect(
            unfilled(
                try scene.report(
                    HandmadeCMS(login, content: AttackScene.content, contentType: "1.3.6.1.4.1.99999.1").encoded())
            ).isEmpty)
        let nobody = SignatureValidator(trust: TrustStore(anchors: []))
        #expect(
            unfilled(try scene.report(HandmadeCMS(scene.signer(), content: AttackScene.content).encoded(), by: nobody))
                .isEmpty)
    }
}
