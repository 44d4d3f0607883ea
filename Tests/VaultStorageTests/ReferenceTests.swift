import PKI
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Documents by reference")
struct ReferenceTests {
    @Test("a reference leads to its document in its vault, and to nothing else")
    func references() async throws {
        let vault = try MintedVault()
        let records = try await vault.deposit(2)
        let folder = try await VaultFolder.open(vault.path, for: .reading)
        let id = folder.vault.identity.id
        let meant = try #require(records[1].shared.document)
        let pinned = try VaultReference(vault: id, pinning: meant)
        let now = try VaultReference(vault: id, document: meant.document)
        for text in [pinned.text, pinned.qrPayload, now.text, now.qrPayload, "\(meant.document)@1"] {
            #expect(try await folder.vault.show(DocumentReference(text)).record == records[1], "\(text)")
        }

        let other = String(id.reversed())
        let otherVaults = try VaultReference(vault: other, document: meant.document)
        await #expect(throws: VaultError(.otherVault, ["vault": other])) {
            try await folder.vault.show(DocumentReference(otherVaults.text))
        }
        await #expect(throws: VaultError(.versionNotFound, ["version": "2"])) {
            try await folder.vault.show(DocumentReference("\(meant.document)@2"))
        }
        let otherBytes = try VaultReference(
            vault: id, document: meant.document, version: 1, pin: Digest.sha256(of: []).hexadecimal)
        await #expect(throws: VaultError(.contentDiffers)) {
            try await folder.vault.show(DocumentReference(otherBytes.text))
        }
        let unknown = try VaultReference(vault: id, document: DocumentID.random())
        await #expect(throws: VaultError(.notFound)) {
            try await folder.vault.show(DocumentReference(unknown.text))
        }
    }

    @Test("a code that is spelt like the reference to another document does not come between")
    func codesLikeReferences() async throws {
        let vault = try MintedVault()
        let victim = try await vault.deposit(1)[0]
        let folder = try await vault.open()
        let reference = try VaultReference(
            vault: folder.vault.identity.id, document: #require(victim.shared.subject))
        for (number, text) in [
            reference.text, reference.text + "/1", "\(reference.document)@1", "\(reference.document)",
        ].enumerated() {
            var request = try MintedVault.request(10 + number)
            request.code = try DocumentCode(text)
            guard case .kept = try await folder.vault.deposit(request) else {
                Issue.record("not kept")
                return
            }
            #expect(try await folder.vault.show(DocumentReference(text)).record == victim)
        }
        try await folder.close()
    }
}
