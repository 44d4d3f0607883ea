import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@Suite("Names in a copy bundle")
struct BundleNameTests {
    private func bundle(_ name: String) throws -> MintedBundle { try MintedBundle(.init(fileName: name)) }

    @Test(
        "names are as given where that is safe, and made safe where not",
        arguments: [
            ("hợp đồng (1).pdf", "hợp đồng (1).pdf"), ("a\\b.pdf", "a_b.pdf"), ("C:x.pdf", "C_x.pdf"),
            ("\u{202e}fdp.exe", "_fdp.exe"), ("a?.pdf", "a_.pdf"), ("tên.", "tên_"),
        ])
    func safe(_ given: String, _ expected: String) throws {
        let bundle = try bundle(given)
        #expect(try bundle.members().contains { $0.name.utf8.elementsEqual(expected.utf8) })
        #expect(try bundle.verify().indication == .totalPassed)
    }

    @Test(
        "a file that is called like a member of the bundle is refused",
        arguments: ["record.json", "Report.JSON", "vault.json", "mimetype", "META-INF", "evidence", "leaf.json"])
    func reserved(_ name: String) {
        let error = #expect(throws: BundleError.self) { try bundle(name) }
        #expect(error?.code == .nameCollision)
    }

    @Test("two files whose names some system takes for one are refused")
    func colliding() throws {
        let good = try bundle("a.pdf")
        for (first, second) in [("a.pdf", "A.pdf"), ("\u{1ebf}", "e\u{302}\u{301}"), ("a?b", "a*b")] {
            let files = try [first, second].map {
                DepositedFile(
                    role: .content, name: try FileName($0), size: 1, mediaType: "a/b", digest: .sha256(of: [UInt8(1)]))
            }
            let description = try #require(good.record.shared.document)
            let shared = SharedPart(
                DocumentDescription(
                    document: .random(), code: nil, name: "", owner: description.owner, category: .ownFile,
                    files: files,
                    status: .accepted, verdict: description.verdict))
            let record = Record(
                index: 1, leaf: good.record.leaf, shared: shared, sharedSalt: .random(), private: good.record.private,
                privateSalt: .random())
            let members = try good.members().filter { Receipt.Member(rawValue: $0.name) != nil }
            let receipt = try Receipt(members: members + [("shared.json", good.record.shared.bytes)])
            #expect(throws: BundleError.self, "\(second)") {
                try CopyBundle(
                    document: #require(KeptDocument(record)), files: [MemorySource([1]), MemorySource([1])],
                    report: Array("{\"evidence\":[]}".utf8),
                    evidence: [], receipt: receipt)
            }
        }
    }

    @Test("a file that is not what the record says is not bundled")
    func differing() throws {
        let good = try bundle("a.pdf")
        let members = try good.members().filter { Receipt.Member(rawValue: $0.name) != nil }
        let receipt = try Receipt(members: members + [("shared.json", good.record.shared.bytes)])
        let sizes = try #require(good.record.shared.document).files.map { [UInt8](repeating: 0, count: $0.size) }
        let bundle = try CopyBundle(
            document: #require(KeptDocument(good.record)), files: sizes.map { MemorySource($0) },
            report: Array("{\"evidence\":[]}".utf8), evidence: [], receipt: receipt)
        #expect(throws: BundleError.self) { try bundle.sealed(by: good.seal) }
    }
}
