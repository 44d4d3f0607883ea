import Foundation
import GRDB
import PKI
import Signatures
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@testable import VaultStorage

@Suite("Erasing documents")
struct ErasureTests {
    static let name = "Nguyễn Văn An"
    static let number = "038093015572"

    /// A vault with two really signed documents of one owner and one of another, all under the same authority.
    private struct Prepared {
        let desk: SignedDesk
        let people: ErasurePeople
        let documents: [KeptDocument]
        let other: KeptDocument
    }

    private func prepare() async throws -> Prepared {
        let desk = try SignedDesk()
        let people = try ErasurePeople(desk.vault, pki: desk.citizens)
        let another = try desk.citizens.signer(MintedPKI.citizen("001200000001", name: "Trần Thị Bình"))
        for (content, signer, owner) in [
            ("một", people.owner, MintedVault.owner), ("hai", people.owner, MintedVault.owner),
            ("ba", another, "CCCD:001200000001"),
        ] {
            var request = try SignedDesk.request(
                SignedDesk.signature(of: Array(content.utf8), by: signer), of: [Array(content.utf8)], owner: owner)
            request.name = content == "ba" ? "Đơn của người khác" : "Đơn \(content) của \(Self.name)"
            #expect(try await desk.deposit(request) == .accepted)
        }
        try await desk.vault.issueManifest()
        let documents = try await desk.vault.records().compactMap(KeptDocument.init)
        return Prepared(desk: desk, people: people, documents: Array(documents.prefix(2)), other: documents[2])
    }

    @Test("leaves the leaf, a tombstone and the minutes; nothing of the owner is in the folder any more")
    func erased() async throws {
        let prepared = try await prepare()
        let (vault, people) = (prepared.desk.vault, prepared.people)
        let needles = [Self.name, Self.number, "nguyen van an"]
        #expect(try Residue.of(needles, in: vault.path).count > 6)
        let before = try await vault.entries()
        let outcome = try await people.erase(prepared.documents.map(\.description.document))
        #expect(outcome.isFinished)
        #expect(try Residue.of(needles, in: vault.path) == [])
        #expect(try await vault.check().findings == [])

        let entries = try await vault.entries()
        #expect(entries.map(\.leaf).prefix(before.count) == before.map(\.leaf).prefix(before.count))
        let tombstone = outcome.committed.record.index
        for index in [0, 1, 3] {
            let expected = ErasedRecord(index: UInt64(index), leaf: entries[index].leaf, tombstone: tombstone)
            #expect(entries[index] == .erased(expected))
        }
        #expect(entries[2].record == prepared.other.record)
        // What stays says nothing of whom it was about.
        #expect(entries.count == 5 && outcome.erasure.records == [0, 1, 3])

        let reading = try await VaultFolder.open(vault.path, for: .reading).vault
        for document in prepared.documents {
            await #expect(throws: VaultError(.documentErased, ["index": String(tombstone)])) {
                try await reading.show(DocumentReference(document.description.document.text))
            }
            let digest = document.description.files[0].digest
            await #expect(throws: VaultError(.notFound)) {
                try await reading.show(DocumentReference(digest.hexadecimal))
            }
        }
        // The other's document still verifies, with the evidence that it shares with what is gone.
        for file in prepared.other.description.files { _ = try await reading.content(of: file, in: prepared.other) }
        #expect(try await reading.evidence(of: prepared.other).evidence.count > 2)
        // The space of an owner of whom nothing is left is nobody's.
        let spaces = try Folder.names("\(vault.path)/objects")
        #expect(spaces.count == 2)
    }

    @Test("a receipt from before still verifies, and proves no more than that the vault had it")
    func receipts() async throws {
        let prepared = try await prepare()
        let vault = prepared.desk.vault
        let reading = try await VaultFolder.open(vault.path, for: .reading).vault
        let receipt = try await reading.receipt(for: prepared.documents[0].record, disclosesPrivate: false)
        try await prepared.people.erase([prepared.documents[0].description.document])
        let pinned = try prepared.desk.pinned
        let statement = try receipt.verify(policy: pinned.policy, seals: pinned.seals, verifier: PinnedSeals())
        #expect(statement.description == prepared.documents[0].description)
    }

    @Test("manifests stay as they were; receivers are told which bodies are gone, and get the tombstone")
    func manifests() async throws {
        let prepared = try await prepare()
        let vault = prepared.desk.vault
        let outcome = try await prepared.people.erase([prepared.documents[0].description.document])
        try await vault.issueManifest()
        let manifests = try await VaultManifests.open(vault.path, writes: false)
        let first = try Manifest(bytes: #require(try await manifests.manifest(1)).bytes)
        let bodies = try await manifests.bodies(of: first)
        #expect(bodies.map(\.content).filter { $0 == .erased }.count == 1)
        #expect(try first.check(bodies[0]) == nil && first.check(bodies[1])?.document != nil)
        #expect(try ManifestBody(bytes: bodies[0].bytes) == bodies[0])
        let second = try Manifest(bytes: #require(try await manifests.manifest(2)).bytes)
        #expect(second.entries.map(\.index) == [outcome.committed.record.index])
        let told = try second.check(#require(try await manifests.bodies(of: second).first))
        #expect(told?.content == .erasure(outcome.erasure))

        let (_, done) = try await VaultFolder.open(vault.path, for: .reading).vault.erasures()
        let sealed = try await VaultFolder.open(vault.path, for: .reading).vault.minutes(of: #require(done.first))
        try PinnedSeals().verify(sealed.seal, of: sealed.bytes, certificates: [vault.seal.certificateDER])
        let text = String(decoding: sealed.bytes, as: UTF8.self)
        #expect(text.contains("\"manifests\":[{\"audience\":\"all\",\"records\":1,\"scope\":\"all\""))
        #expect(text.contains("\"role\":\"owner\"") && text.contains("\"role\":\"approver\""))
    }

    @Test("a manifest that is issued only afterwards leaves out what is gone")
    func laterManifest() async throws {
        let desk = try SignedDesk()
        let people = try ErasurePeople(desk.vault, pki: desk.citizens)
        #expect(try await desk.deposit(SignedDesk.signature(by: people.owner)) == .accepted)
        let document = try #require(KeptDocument(try await desk.lastRecord())).description.document
        try await people.erase([document])
        try await desk.vault.issueManifest()
        let manifests = try await VaultManifests.open(desk.vault.path, writes: false)
        let manifest = try Manifest(bytes: #require(try await manifests.manifest(1)).bytes)
        #expect(manifest.entries.map(\.index) == [2] && manifest.withheld == [0, 1])
        #expect(try await desk.vault.check().findings == [])
    }

    @Test("a statement by somebody else, over something else, or by one person twice is refused by name")
    func refused() async throws {
        let prepared = try await prepare()
        let (vault, people) = (prepared.desk.vault, prepared.people)
        let target = ErasureTarget.documents([prepared.documents[0].description.document])
        let stranger = try people.pki.signer(MintedPKI.citizen("001200000001", name: "Trần Thị Bình"))
        await expect(.erasureNotEntitled) { try await people.request(target, by: stranger) }
        let elsewhere = try ErasurePeople(MintedVault())
        await expect(.erasureSignature) { try await people.request(target, by: elsewhere.owner) }
        await expect(.erasureReasonMalformed) { try await people.request(target, reason: "so-038093015572") }
        await expect(.erasureOwnersDiffer) {
            try await people.request(
                .documents([prepared.documents[0].description.document, prepared.other.description.document]))
        }
        await expect(.notFound) { try await people.request([DocumentID.random()]) }
        let size = try await vault.records().count
        let request = try await people.request(target)
        await expect(.erasureNotApprover) { try await people.approve(request, by: stranger) }
        await expect(.erasureSignature) { try await people.approve(request, by: elsewhere.approver) }
        // Somebody with the role, who asked, or whose own it is, or who has the other's key.
        try vault.write(
            Array("approver CCCD:\(Self.number)\napprover CCCD:\(ErasurePeople.approverNumber)\n".utf8), to: "roles")
        await expect(.erasureSamePerson) { try await people.approve(request, by: people.owner) }
        let keySharer = try people.pki.signer(
            MintedPKI.citizen(ErasurePeople.approverNumber, name: "Lê Minh Châu"), key: people.owner.key)
        await expect(.erasureSamePerson) { try await people.approve(request, by: keySharer) }
        // An approval of another request.
        let another = try await people.request([prepared.documents[1].description.document])
        let folder = try await people.open()
        let statement = try await folder.vault.erasureRequest(another).request.statement
        let approval = try ErasurePeople.sign(ErasureApproval(of: statement).bytes, by: people.approver)
        await expect(.erasureStatement) {
            try await folder.vault.approveErasure(
                request, approval: approval, sealedBy: vault.seal, uploader: "test", entrance: "test")
        }
        await expect(.keyForeign) {
            try await folder.vault.approveErasure(
                another, approval: approval, sealedBy: MintedSeal(), uploader: "test", entrance: "test")
        }
        try await folder.close()
        #expect(try await vault.records().count == size + 2)
        #expect(try await vault.check().findings == [])
    }

    @Test("an officer asks for another's, with the role; the signed request is kept in the minutes")
    func officer() async throws {
        let prepared = try await prepare()
        let (vault, people) = (prepared.desk.vault, prepared.people)
        let officer = try people.pki.signer(MintedPKI.citizen("001200000002", name: "Phạm Thị Dung"))
        let target = ErasureTarget.documents([prepared.documents[0].description.document])
        try vault.write(
            Array("officer CCCD:001200000002 of H37.01\napprover CCCD:\(ErasurePeople.approverNumber)\n".utf8),
            to: "roles")
        let outcome = try await people.approve(try await people.request(target, by: officer, reason: "retention-ended"))
        let minutes = try await VaultFolder.open(vault.path, for: .reading).vault.minutes(of: outcome.committed.record)
        let json = String(decoding: minutes.bytes, as: UTF8.self)
        #expect(json.contains("\"role\":\"officer\",\"signed\":\""))
        for line in [
            "officer CCCD:001200000002", "officer CCCD:001200000002 of h37", "approver CCCD:1", "operator X of H37",
        ] {
            #expect(throws: VaultError(.rolesMalformed, ["line": "1"])) { try Roles(parsing: line) }
        }
    }

    @Test("what was approved is what is erased: a version or an event that came since stands against it")
    func outdated() async throws {
        let prepared = try await prepare()
        let (vault, people) = (prepared.desk.vault, prepared.people)
        let document = prepared.documents[0]
        let request = try await people.request([document.description.document])
        let folder = try await VaultFolder.open(vault.path, for: .recording)
        _ = try await folder.vault.enter(.withdrawn, of: document, reason: "", uploader: "test", entrance: "test")
        try await folder.close()
        await expect(.erasureOutdated) { try await people.approve(request) }
        // A new request takes the event along, and the old request with it.
        let outcome = try await people.erase([document.description.document])
        #expect(outcome.erasure.records == [0, 3, 4, 5])
        await expect(.erasureNotFound) { try await people.approve(request) }
        await expect(.erasureDone) { try await people.approve(outcome.erasure.id) }
        await expect(.documentErased) {
            let reading = try await VaultFolder.open(vault.path, for: .reading).vault
            _ = try await reading.show(DocumentReference(document.description.document.text))
        }
        await expect(.notFound) { try await people.request([document.description.document]) }
        #expect(try await vault.check().findings == [])
    }

    @Test("evidence that an erasure took away is brought again by whoever remembered that it was there")
    func evidenceAgain() async throws {
        let desk = try SignedDesk()
        let people = try ErasurePeople(desk.vault, pki: desk.citizens)
        let open = try await desk.open()
        func put(_ text: String) async throws -> DocumentID {
            let outcome = try await open.vault.deposit(
                SignedDesk.request(
                    SignedDesk.signature(of: Array(text.utf8), by: people.owner), of: [Array(text.utf8)]))
            guard case .kept(let committed, _) = outcome else { throw SignedDesk.Disagreement() }
            return try #require(committed.record.shared.subject)
        }
        let first = try await put("một")
        // By another opening, as another process would.
        try await people.erase([first])
        _ = try await put("hai")
        try await open.close()
        #expect(try await desk.vault.check().findings == [])
    }

    @Test("many documents leave nothing behind in the pages of the catalogue, whatever moved between them")
    func pages() async throws {
        let vault = try MintedVault()
        let people = try ErasurePeople(vault)
        for round in 0..<4 {
            try await vault.deposit(60, from: round * 60)
            try await vault.deposit(60, from: 1000 + round * 60, owner: "CCCD:001200000001")
        }
        let outcome = try await people.erase(.owner(try Owner(MintedVault.owner)))
        #expect(outcome.erasure.documents.count == 240 && outcome.isFinished)
        #expect(try Residue.of([Self.number], in: vault.path) == [])
        // Digests of what is gone are not there either.
        let gone = [Digest.sha256(of: Array("%PDF-1.7 content 7".utf8)).hexadecimal]
        #expect(try Residue.of(gone, in: vault.path) == [])
        #expect(try await vault.check().findings == [])
        let others = DocumentQuery(owner: OwnerIdentity(try Owner("CCCD:001200000001")))
        #expect(try await !VaultFolder.open(vault.path, for: .reading).vault.list(others).isEmpty)
    }

    @Test("while others deposit: what is erased is gone, what is deposited is whole")
    func concurrent() async throws {
        let vault = try MintedVault()
        let people = try ErasurePeople(vault)
        let first = try await vault.deposit(6)
        let depositing = Task {
            for round in 0..<6 { try await vault.deposit(8, from: 100 + 8 * round) }
        }
        for record in first {
            let document = try #require(record.shared.subject)
            let request = try await MintedVault.again { try await people.request([document]) }
            try await MintedVault.again { _ = try await people.approve(request) }
        }
        try await depositing.value
        // What a reader held back is completed now.
        try await VaultFolder.open(vault.path, for: .recording).close()
        let report = try await vault.check()
        #expect(report.findings == [] && report.unfinishedErasures == 0)
        #expect(try await vault.records().compactMap(KeptDocument.init).count == 48)
        for record in first {
            let names = record.objects.filter { $0.space != .shared }.map(VaultLayout.objectName)
            for name in names { #expect(!Folder.exists("\(vault.path)/\(name)")) }
        }
    }

    private func expect(
        _ code: VaultErrorCode, _ work: () async throws -> some Sendable,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        do {
            _ = try await work()
            Issue.record("not refused", sourceLocation: sourceLocation)
        } catch {
            #expect((error as? VaultError)?.code == code, "\(error)", sourceLocation: sourceLocation)
        }
    }
}
