import PKI
import Testing

@testable import VaultCore

@Suite("What a person names a document by")
struct DocumentReferenceTests {
    private let id = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
    private let vault = "00112233445566778899aabbccddeeff"
    private let digest = Digest.sha256(of: [1])

    @Test("an id alone means the newest version, and may be a code or a digest as well")
    func document() throws {
        let reference = try DocumentReference(id)
        #expect(reference.document?.text == id && reference.version == nil && reference.vault == nil)
        #expect(reference.code == id && reference.digestPrefix == id)
    }

    @Test("an id with a version means that version, and nothing else")
    func version() throws {
        let reference = try DocumentReference(id + "@12")
        #expect(reference.document?.text == id && reference.version == 12 && reference.vault == nil)
        #expect(reference.code == nil && reference.digestPrefix == nil)
    }

    @Test(
        "an id with anything else behind @ is refused",
        arguments: ["", "0", "01", "-1", "+1", "1 ", "1@1", "x", "1000000000", "٣", "1.0"])
    func noVersion(_ version: String) {
        #expect(throws: VaultError(.referenceMalformed)) { try DocumentReference(id + "@" + version) }
    }

    @Test("a reference to a vault names it, and is neither a code nor a digest")
    func vaultReference() throws {
        for pin in [nil, digest.hexadecimal] {
            let cited = try VaultReference(vault: vault, document: #require(DocumentID(id)), version: 3, pin: pin)
            for text in [cited.text, cited.qrPayload] {
                let reference = try DocumentReference(text)
                #expect(reference.vaultReference == cited && reference.text == text)
                #expect(reference.document?.text == id && reference.version == 3 && reference.vault == vault)
                #expect(reference.code == nil && reference.digestPrefix == nil)
            }
        }
    }

    @Test(
        "what begins as such a reference and is none is refused, whatever its case: somebody's code might be spelt so",
        arguments: ["kho:", "KHO:12", "Kho:00112233445566778899aabbccddeeff/0f1e2d3c4b5a69788796a5b4c3d2e1f0", "kHo:x"])
    func attempted(_ text: String) {
        #expect(throws: VaultError(.vaultReferenceMalformed)) { try DocumentReference(text) }
    }

    @Test(
        "codes stay what they are, with @ and colons in them",
        arguments: ["H37.12-251124-0042", "GIẤY@1", "a@b", "khoa:1", "kho", "KHO-1", "sha256:xyz", "@1", "ABCDEF@1"])
    func codes(_ text: String) throws {
        let reference = try DocumentReference(text)
        #expect(reference.code.map { $0.utf8.elementsEqual(text.utf8) } == true)
        #expect(reference.document == nil && reference.version == nil && reference.vault == nil)
    }

    @Test("digests are known with and without their algorithm")
    func digests() throws {
        #expect(try DocumentReference("sha256:00ff00").digestPrefix == "00ff00")
        #expect(try DocumentReference("00ff0").digestPrefix == nil)
        #expect(try DocumentReference("00FF00").digestPrefix == nil)
    }

    @Test("another vault's document is not looked for here")
    func otherVault() throws {
        let reference = try DocumentReference("kho:\(vault)/\(id)")
        #expect(throws: Never.self) { try reference.check(vault: vault) }
        #expect(throws: VaultError(.otherVault, ["vault": vault])) { try reference.check(vault: id) }
        #expect(throws: Never.self) { try DocumentReference(id).check(vault: vault) }
    }

    @Test("what was found must be the version that is meant, with the bytes that are pinned")
    func found() throws {
        let first = try description(version: 1, content: [1])
        let changed = try description(version: 1, content: [2])
        let second = try description(version: 2, content: [2])
        func refuses(_ text: String, _ found: DocumentDescription, _ error: VaultError) {
            #expect(throws: error) { try DocumentReference(text).check(found) }
        }
        let cited = try VaultReference(vault: vault, pinning: first)
        #expect(cited.version == 1 && cited.pin == digest.hexadecimal)
        for text in [id, id + "@1", "kho:\(vault)/\(id)", "kho:\(vault)/\(id)/1", cited.text, cited.qrPayload] {
            #expect(throws: Never.self, "\(text)") { try DocumentReference(text).check(first) }
        }
        for text in [id + "@1", "kho:\(vault)/\(id)/1", cited.text] {
            refuses(text, second, VaultError(.versionNotFound, ["version": "1"]))
        }
        refuses(cited.text, changed, VaultError(.contentDiffers))
        refuses(cited.qrPayload, changed, VaultError(.contentDiffers))
        #expect(throws: Never.self) { try DocumentReference("kho:\(vault)/\(id)").check(second) }
    }

    private func description(version: Int, content: [UInt8]) throws -> DocumentDescription {
        let file = DepositedFile(
            role: .signed, name: try FileName("a.pdf"), size: content.count, mediaType: "application/pdf",
            digest: Digest.sha256(of: content))
        return DocumentDescription(
            document: try #require(DocumentID(id)), version: version, code: nil, name: "a",
            owner: try Owner("CCCD:038093015572"), category: .ownFile, files: [file], status: .accepted,
            verdict: VerdictSummary(
                indication: .totalPassed, subIndication: nil, signatures: 1, validationTime: Instant(seconds: 0),
                report: digest, trustSnapshot: digest.description))
    }
}
