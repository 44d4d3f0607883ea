import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// What was true when a link was asked for, and is no longer at its commit.
@Suite("Links that come too late")
struct OwnerLinkRaceTests {
    private static let former = "CMND:012345678"

    private func sequencer(_ vault: MintedVault) async throws -> Sequencer {
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: true)
        return Sequencer(
            objects: opened.objects, records: opened.records, publication: opened.logFiles,
            recordPublication: try #require(opened.recordFiles),
            signer: try LogSigner(key: opened.logKey(), identity: opened.identity), recovery: opened.recovery)
    }

    private func link(
        _ proof: KeptDocument, _ one: String, _ other: String, isLinked: Bool = true
    ) throws -> PendingRecord {
        let file = try #require(proof.description.files.first)
        let link = try OwnerLink(
            Owner(one), Owner(other), isLinked: isLinked,
            evidence: .init(document: proof.description.document, version: 1, digest: file.digest), reason: "")
        return PendingRecord(shared: SharedPart(link), private: proof.record.private)
    }

    @Test("evidence that was withdrawn meanwhile proves nothing")
    func withdrawn() async throws {
        let vault = try MintedVault()
        let proof = try #require(KeptDocument(try await vault.deposit(1)[0]))
        let folder = try await VaultFolder.open(vault.path, for: .recording)
        _ = try await folder.vault.enter(.withdrawn, of: proof, reason: "", uploader: "test", entrance: "test")
        try await folder.close()
        let sequencer = try await sequencer(vault)
        await #expect(throws: VaultError(.ownerLinkEvidence)) {
            try await sequencer.append(link(proof, MintedVault.owner, Self.former))
        }
    }

    @Test("evidence of an owner who was parted from both meanwhile proves nothing")
    func parted() async throws {
        let vault = try MintedVault()
        let proof = try #require(KeptDocument(try await vault.deposit(1)[0]))
        let sequencer = try await sequencer(vault)
        for isLinked in [true, false] {
            _ = try await sequencer.append(link(proof, MintedVault.owner, Self.former, isLinked: isLinked))
        }
        await #expect(throws: VaultError(.ownerLinkEvidence)) {
            try await sequencer.append(link(proof, Self.former, "HC:B1234567"))
        }
        #expect(try await vault.check().findings == [])
    }
}
