import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("What is left of an owner outside of documents")
struct ErasureRemainderTests {
    private static let number = "038093015572"
    private static let former = "CMND:012345678"

    private let vault: MintedVault
    private let people: ErasurePeople

    init() throws {
        vault = try MintedVault()
        people = try ErasurePeople(vault)
    }

    private func issue(_ count: Int) async throws -> CodeAllocation {
        let series = try CodeSeries.papers(of: Owner(MintedVault.owner), type: "KQ.G15.000031", number: "12-2026")
        let folder = try await VaultFolder.open(vault.path, for: .recording)
        let issued = try await folder.vault.issue(
            series, count: count, purpose: nil, uploader: "test", entrance: "test")
        try await folder.close()
        return issued.allocation
    }

    private func link(_ isLinked: Bool, by proof: KeptDocument, in path: String) async throws {
        let folder = try await VaultFolder.open(path, for: .recording)
        _ = try await folder.vault.enter(
            Owner(MintedVault.owner), Owner(Self.former), isLinked: isLinked, evidence: proof, reason: "",
            uploader: "test", entrance: "test")
        try await folder.close()
    }

    private func proof() async throws -> KeptDocument {
        try await vault.deposit(1)
        return try #require(try await vault.records().compactMap(KeptDocument.init).first)
    }

    @Test("a request for everything of an owner goes with the document that outdates it: it holds the certificate")
    func requestForAll() async throws {
        let document = try await proof().description.document
        try await people.request(.owner(Owner(MintedVault.owner)))
        let outcome = try await people.erase([document])
        #expect(outcome.erasure.records.count == 3)
        #expect(try Residue.of([Self.number, "Nguyễn Văn An"], in: vault.path) == [])
        #expect(try await VaultFolder.open(vault.path, for: .reading).vault.erasures().waiting.isEmpty)
        #expect(try await vault.check().findings == [])
    }

    @Test("serial numbers of an owner whose last document is gone can still be erased, and those who never had one")
    func serials() async throws {
        let document = try await proof().description.document
        #expect(try await issue(2).serials == 1...2)
        try await people.erase([document])
        try await people.erase(.owner(Owner(MintedVault.owner)))
        #expect(try Residue.of([Self.number], in: vault.path) == [])
        #expect(try await issue(1).serials == 3...3)
        // He has no space now.
        try await people.erase(.owner(Owner(MintedVault.owner)))
        #expect(try Residue.of([Self.number], in: vault.path) == [])
        #expect(try await issue(1).serials == 4...4)
        #expect(try await vault.check().findings == [])
    }

    @Test("a link that was parted can be erased by either number when the document that proved it is gone")
    func partedLink() async throws {
        let proof = try await proof()
        try await link(true, by: proof, in: vault.path)
        try await link(false, by: proof, in: vault.path)
        try await people.erase([proof.description.document])
        try await people.approve(people.request(.owner(Owner(Self.former)), by: people.clerk))
        #expect(try Residue.of([Self.number, "012345678"], in: vault.path) == [])
        #expect(try await vault.check().findings == [])
        await #expect(throws: VaultError(.notFound)) {
            try await people.request(.owner(Owner(MintedVault.owner)))
        }
    }

    @Test("an older folder in which two numbers are still linked loses nothing of the owner who was not meant")
    func linkedInBackup() async throws {
        let proof = try await proof()
        try await link(true, by: proof, in: vault.path)
        let folder = try await vault.open(PresetValidator(identifiers: [MintedVault.owner]))
        guard case .kept(let others, _) = try await folder.vault.deposit(MintedVault.request(8, owner: Self.former))
        else { throw SignedDesk.Disagreement() }
        try await folder.close()
        let backup = try VaultCopy(of: vault)
        try await link(false, by: proof, in: vault.path)
        try await people.erase(.owner(Owner(MintedVault.owner)))
        let done = try await VaultFolder.open(vault.path, for: .reading).vault.erasures().done
        let list = ErasureList(
            vault: vault.identity.id,
            erasures: done.compactMap { record in
                guard case .erasure(let erasure) = record.shared.content else { return nil }
                return (record.index, erasure)
            }, logSize: 12, time: MintedPKI.now)
        func apply() async throws -> ErasureApplication.Result? {
            let folder = try await VaultFolder.open(backup.path, for: .depositing(PresetValidator()))
            let applied = try await folder.vault.applyErasures(
                list, seal: vault.seal.sign(list.bytes), sealedBy: vault.seal, uploader: "test", entrance: "test")
            try await folder.close()
            return applied.first?.result
        }
        guard case .refused(let error) = try await apply() else { throw SignedDesk.Disagreement() }
        #expect(error.code == .erasureOutdated)
        try await link(false, by: proof, in: backup.path)
        guard case .erased(let outcome) = try await apply() else { throw SignedDesk.Disagreement() }
        #expect(!outcome.erasure.documents.contains(try #require(others.record.shared.subject)))
        #expect(try Residue.of([Self.number], in: backup.path) == [])
        #expect(try await backup.check().findings == [])
    }

    @Test("asking for all of somebody tells another owner nothing of whether there is anything")
    func stranger() async throws {
        try await vault.deposit(1, owner: "CCCD:001200000001")
        try vault.write(Array("auditor CCCD:001200000004\nlocal chu CCCD:\(Self.number)\n".utf8), to: "roles")
        let claim = AccessClaim(account: "chu", entrance: "test")
        let folder = try await VaultFolder.open(vault.path, for: .depositing(PresetValidator()), as: claim)
        for number in ["001200000001", "001200000009"] {
            await #expect(throws: VaultError(.accessDenied, ["role": "owner"])) {
                try await folder.vault.draftErasure(
                    .owner(Owner("CCCD:\(number)")), reason: ErasureReason("owner-request"))
            }
        }
        try await folder.close()
    }

    @Test("a certified copy goes with its owner: its row, its number, its certification and who certified")
    func certifiedCopy() async throws {
        let office = try CertifiedCopyTests.Office()
        let (vault, people) = (office.desk.vault, try ErasurePeople(office.desk.vault, pki: office.desk.citizens))
        try vault.write(
            Array((CertifiedCopyTests.Office.roles + "approver CCCD:\(ErasurePeople.approverNumber)\n").utf8),
            to: "roles")
        let certification = try CertifiedCopyTests.Office.certification()
        #expect(
            try await office.deposit(
                office.countersigned(stating: certification), certification, contents: [CertifiedCopyTests.Office.scan])
                == .accepted)
        try await vault.issueManifest()
        let outcome = try await people.erase(.owner(Owner(MintedVault.owner)))
        #expect(outcome.isFinished && outcome.erasure.documents.count == 1)
        #expect(try Residue.of([Self.number, "Giấy khai sinh", "Phạm Thị Dung"], in: vault.path) == [])
        #expect(try await vault.check().findings == [])
    }
}
