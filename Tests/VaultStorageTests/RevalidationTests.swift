import PKI
import Signatures
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Pending documents with really signed files, validated again with other evidence.
@Suite("Validating pending documents again")
struct RevalidationTests {
    private static let day = MintedPKI.day
    private let desk: SignedDesk
    private let citizen: MintedPKI.Identity

    init() throws {
        desk = try SignedDesk()
        citizen = try desk.citizens.signer()
    }

    private func pending(replacing document: DocumentID? = nil, of content: [UInt8] = SignedDesk.content) async throws
        -> DocumentID
    {
        var request = try SignedDesk.request(SignedDesk.signature(of: content, by: citizen), of: [content])
        request.replaces = try document.map { try DocumentReference($0.text) }
        request.details.paperType = "CCCD"
        #expect(try await desk.deposit(request, crls: []) == .pending)
        return try #require(try await desk.lastRecord().shared.subject)
    }

    private enum Answer: Equatable {
        case accepted, refused, notPending
        case pending([String], Refusal.Code?)
    }

    /// Validates again, and holds that the vault is sound after it.
    private func revalidate(
        _ document: DocumentID, crls: [[UInt8]]? = nil, trusting: TrustStore? = nil
    ) async throws -> Answer {
        let folder = try await desk.open(crls: crls, trusting: trusting)
        let outcome = try await folder.vault.revalidate(document, uploader: "an", entrance: "test")
        try await folder.close()
        #expect(try await desk.vault.check().findings == [])
        switch outcome {
        case .accepted: return .accepted
        case .refused: return .refused
        case .pending(let awaiting, let refusal, _): return .pending(awaiting, refusal?.code)
        case .notPending: return .notPending
        }
    }

    private func revoked() throws -> [[UInt8]] {
        try desk.lists(revoked: [.init(citizen.certificate, at: MintedPKI.now.adding(seconds: -10 * Self.day))])
    }

    private func awaiting() async throws -> [DocumentID] {
        var query = DocumentQuery()
        query.isAwaiting = true
        return try await VaultFolder.open(desk.vault.path, for: .reading).vault.list(query).map(\.description.document)
    }

    @Test("what evidence now settles is the next version, of the same files, and enters the next manifest")
    func accepted() async throws {
        let document = try await pending()
        try await desk.vault.issueManifest()
        let before = try await desk.lastRecord()
        let files = Set(desk.files)
        #expect(try await awaiting() == [document])

        #expect(try await revalidate(document, crls: []) == .pending(["TRY_LATER"], nil))
        #expect(try await desk.lastRecord() == before)
        #expect(Set(desk.files) == files)

        #expect(try await revalidate(document) == .accepted)
        let after = try await desk.lastRecord()
        let (old, new) = (try #require(before.shared.document), try #require(after.shared.document))
        #expect(new.document == document && new.version == 2 && new.cause == .revalidation)
        #expect(new.status == .accepted && new.verdict?.indication == .totalPassed)
        #expect(new.verdict?.signerMatch == .owner && new.verdict?.report != old.verdict?.report)
        #expect(new.files == old.files && new.name == old.name && new.details == old.details)
        #expect(new.sensitivity == old.sensitivity && new.sensitivity == .restricted)
        #expect(after.private.space == before.private.space && after.private.uploader == "an")
        // The originals are there once; what is new in the owner's space is the report.
        let own = Set(desk.files).subtracting(files).filter { $0.hasPrefix("objects/\(after.private.space.text)") }
        #expect(own.count == 1)
        #expect(try await awaiting().isEmpty)

        try await desk.vault.issueManifest()
        let bodies = [1, 2].map { sequence in
            String(decoding: (try? desk.vault.bytes("manifests/all/\(sequence).json")) ?? [], as: UTF8.self)
        }
        #expect(!bodies[0].contains(before.leaf.commitment.description))
        #expect(bodies[1].contains(after.leaf.commitment.description))
        #expect(try await desk.vault.check().isClean)

        #expect(try await revalidate(document) == .notPending)
        #expect(try await desk.lastRecord() == after)
    }

    @Test("what is now proven bad ends for good, with the evidence kept, and no subscriber hears of it")
    func refused() async throws {
        let document = try await pending()
        let lists = try revoked()
        #expect(try await revalidate(document, crls: lists) == .refused)
        let record = try await desk.lastRecord()
        guard case .event(let event) = record.shared.content else {
            Issue.record("no event")
            return
        }
        #expect(event.kind == .refused && event.document == document && !event.isPublished)
        #expect(event.reason.contains("REVOKED"))
        #expect(record.private.evidence.contains(.sha256(of: lists[0])))
        #expect(try await awaiting().isEmpty)
        await #expect(throws: VaultError(.documentEnded)) { try await revalidate(document) }
        #expect(try await desk.lastRecord() == record)
    }

    @Test("what this vault's own trust or policy stands against stays pending, and nothing is entered")
    func undecided() async throws {
        let document = try await pending()
        let before = try await desk.lastRecord()
        let stranger = try MintedPKI()
        #expect(
            try await revalidate(document, trusting: stranger.trust(crls: stranger.lists()))
                == .pending([], .signatureNotAdmissible))
        try desk.vault.write(Array("refuse TRY_LATER\n".utf8), to: "policy")
        #expect(try await revalidate(document, crls: []) == .pending([], .refusedByPolicy))
        #expect(try await desk.lastRecord() == before)
        #expect(try await revalidate(document) == .accepted)
    }

    @Test("a refused replacement leaves the version before it in force")
    func refusedReplacement() async throws {
        #expect(try await desk.deposit(SignedDesk.signature(by: citizen)) == .accepted)
        let document = try #require(try await desk.lastRecord().shared.subject)
        #expect(try await pending(replacing: document, of: Array("khác".utf8)) == document)
        #expect(try await awaiting() == [document])
        #expect(try await revalidate(document, crls: revoked()) == .refused)
        let folder = try await VaultFolder.open(desk.vault.path, for: .reading)
        let listed = try await folder.vault.list(DocumentQuery())
        #expect(listed.map(\.description.version) == [1] && listed.map(\.end) == [nil])
        let standing = try #require(try await folder.vault.standing(of: document))
        #expect(!standing.isFinal && standing.end == nil && standing.isNewestRefused && !standing.isAwaiting)
        await #expect(throws: VaultError(.documentEnded)) { try await revalidate(document) }

        let other = try desk.citizens.signer()
        var next = try SignedDesk.request(SignedDesk.signature(by: other))
        next.replaces = try DocumentReference(document.text)
        #expect(try await desk.deposit(next) == .accepted)
        #expect(try await desk.lastRecord().shared.document?.version == 3)
        try await desk.vault.issueManifest()
        #expect(try await desk.vault.check().isClean)
    }

    @Test("kept bytes that were changed are damage, not a verdict")
    func damaged() async throws {
        let document = try await pending()
        let record = try await desk.lastRecord()
        let file = try #require(record.shared.document?.files.last)
        let name = VaultLayout.objectName(.init(space: record.private.space, digest: file.digest))
        let bytes = try desk.vault.bytes(name)
        try desk.vault.write([bytes[0] ^ 1] + bytes.dropFirst(), to: name)
        await #expect(throws: VaultError.self) { try await revalidate(document) }
        #expect(try await desk.lastRecord() == record)
    }

    @Test("many at once, each by two: every document gets one version")
    func atOnce() async throws {
        var documents: [DocumentID] = []
        for number in 0..<8 { documents.append(try await pending(of: Array("đơn \(number)".utf8))) }
        let folder = try await desk.open()
        let accepted = await withTaskGroup(of: Bool.self) { group in
            for document in documents + documents {
                group.addTask {
                    let outcome = try? await folder.vault.revalidate(document, uploader: "an", entrance: "test")
                    if case .accepted = outcome { return true } else { return false }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        try await folder.close()
        #expect(accepted == documents.count)
        #expect(try await desk.vault.records().count == 2 * documents.count)
        #expect(try await desk.vault.check().findings == [])
    }

    @Test("what is withdrawn or unknown is not validated again, nor in a vault opened for reading")
    func ended() async throws {
        let document = try await pending()
        let folder = try await desk.open()
        let kept = try #require(KeptDocument(try await desk.lastRecord()))
        _ = try await folder.vault.enter(.withdrawn, of: kept, reason: "", uploader: "an", entrance: "test")
        await #expect(throws: VaultError(.documentEnded)) {
            try await folder.vault.revalidate(document, uploader: "an", entrance: "test")
        }
        await #expect(throws: VaultError(.notFound)) {
            try await folder.vault.revalidate(.random(), uploader: "an", entrance: "test")
        }
        try await folder.close()
        #expect(try await awaiting().isEmpty)
        let reading = try await VaultFolder.open(desk.vault.path, for: .reading)
        await #expect(throws: VaultError(.readOnly)) {
            try await reading.vault.revalidate(document, uploader: "an", entrance: "test")
        }
    }
}
