import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Versions that wait for evidence")
struct PendingVersionTests {
    private static let former = "CMND:012345678"

    /// A vault with a document that has expired and whose next version is pending.
    private func prepare() async throws -> (vault: MintedVault, folder: VaultFolder, document: KeptDocument) {
        let vault = try MintedVault()
        let first = try #require(KeptDocument(try await vault.deposit(1)[0]))
        var validator = PresetValidator(identifiers: [MintedVault.owner])
        validator.indication = .indeterminate
        validator.subIndication = .tryLater
        let folder = try await vault.open(validator)
        _ = try await folder.vault.enter(.expired, of: first, reason: "", uploader: "test", entrance: "test")
        var next = try MintedVault.request(1)
        next.replaces = try DocumentReference(first.description.document.text)
        guard case .kept(let committed, _) = try await folder.vault.deposit(next) else { throw Refused() }
        #expect(committed.record.shared.document?.version == 2 && committed.record.shared.document?.status == .pending)
        return (vault, folder, first)
    }

    private struct Refused: Error {}

    @Test("renew nothing that has expired: it stays so, and proves nothing")
    func renewal() async throws {
        let (vault, folder, document) = try await prepare()
        let standing = try await folder.vault.standing(of: document.description.document)
        #expect(standing?.newestVersion == 2 && standing?.end == .expired)
        await #expect(throws: VaultError(.ownerLinkEvidence)) {
            try await folder.vault.enter(
                Owner(MintedVault.owner), Owner(Self.former), isLinked: true, evidence: document, reason: "",
                uploader: "test", entrance: "test")
        }
        await #expect(throws: VaultError(.documentEnded)) {
            try await folder.vault.enter(.expired, of: document, reason: "", uploader: "test", entrance: "test")
        }
        try await folder.close()
        #expect(try await vault.check().findings == [])
    }

    @Test("are not named by what subscribers are told of the document")
    func events() async throws {
        let (vault, folder, document) = try await prepare()
        let withdrawn = try await folder.vault.enter(
            .withdrawn, of: document, reason: "", uploader: "test", entrance: "test")
        guard case .event(let event) = withdrawn.record.shared.content else {
            Issue.record("no event")
            return
        }
        #expect(event.version == 1 && event.isPublished)
        try await folder.close()
        #expect(try await vault.check().findings == [])
    }
}
