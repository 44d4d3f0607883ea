import Foundation
import PKI
import Testing
import VaultCore

@testable import VaultStorage

@Suite("Depositing")
struct DepositTests {
    @Test("what was deposited is listed, shown, got back byte for byte, and the vault checks clean")
    func roundTrip() async throws {
        let vault = try MintedVault()
        let records = try await vault.deposit(3)
        #expect(records.map(\.index) == [0, 1, 2])

        let folder = try await VaultFolder.open(vault.path, for: .reading)
        let listed = try await folder.vault.list(DocumentQuery())
        #expect(listed.map(\.index) == [0, 1, 2])

        let id = try #require(records[1].shared.subject).text
        let document = try await folder.vault.show(DocumentReference(id))
        #expect(document.record == records[1])
        let files = document.description.files
        #expect(files.map(\.role) == [.signature, .content])
        #expect(files.map(\.mediaType) == ["application/pkcs7-signature", "application/pdf"])
        let content = try await folder.vault.content(of: files[1], in: document)
        let number = files[1].name.text.split(separator: "-").last ?? ""
        #expect(try content.bytes(0..<content.count) == Array("%PDF-1.7 content \(number)".utf8))

        let prefix = String(files[1].digest.hexadecimal.prefix(12))
        #expect(try await folder.vault.show(DocumentReference(prefix)) == document)

        let report = try await vault.check()
        #expect(report.findings == [])
        #expect(report.records == 3)
        // Two files and a report each, three pieces of shared evidence.
        #expect(report.objects == 12)
    }

    @Test("six hundred deposits at once share commits, and their times strictly increase")
    func manyAtOnce() async throws {
        let vault = try MintedVault()
        let records = try await vault.deposit(600)
        #expect(records.map(\.index) == Array(0..<600))
        for (earlier, later) in zip(records, records.dropFirst()) { #expect(earlier.leaf.time < later.leaf.time) }
        let report = try await vault.check()
        #expect(report.findings == [])
        #expect(report.records == 600)
    }

    @Test("a refused deposit leaves nothing behind")
    func refused() async throws {
        let vault = try MintedVault()
        let before = TemporaryFolder.files(below: vault.path)
        let folder = try await vault.open(PresetValidator(identifiers: ["CCCD:999999999999"]))
        let outcome = try await folder.vault.deposit(MintedVault.request(1))
        guard case .refused(let refusal, _) = outcome else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.code == .ownerMismatch)
        #expect(!refusal.facts.values.contains { $0.contains("999999999999") })
        try await folder.close()
        let after = TemporaryFolder.files(below: vault.path).filter { !$0.hasPrefix("catalogue.sqlite-") }
        #expect(after == before)
    }

    @Test("a second document with the same code is refused, also in another normalisation")
    func codes() async throws {
        let vault = try MintedVault()
        let folder = try await vault.open()
        var first = try MintedVault.request(1)
        first.code = try DocumentCode("GIẤY-1".precomposed)
        _ = try await folder.vault.deposit(first)
        var second = try MintedVault.request(2)
        second.code = try DocumentCode("GIẤY-1".decomposed)
        await #expect(throws: VaultError(.codeTaken)) { try await folder.vault.deposit(second) }
        let found = try await folder.vault.show(DocumentReference("GIẤY-1".precomposed))
        #expect(found.record.index == 0)
        await #expect(throws: VaultError(.notFound)) {
            try await folder.vault.show(DocumentReference("GIẤY-1".decomposed))
        }
        try await folder.close()
        #expect(try await vault.check().findings == [])
    }

    @Test("a digest prefix that several documents share is ambiguous, with their number")
    func ambiguous() async throws {
        let vault = try MintedVault()
        let records = try await vault.deposit(1)
        try await vault.deposit(1)
        let digest = try #require(records[0].shared.document).files[0].digest.hexadecimal
        let folder = try await VaultFolder.open(vault.path, for: .reading)
        await #expect(throws: VaultError(.ambiguous, ["count": "2"])) {
            try await folder.vault.show(DocumentReference(digest))
        }
    }

    @Test("a vault opened for reading takes no deposit")
    func readOnly() async throws {
        let vault = try MintedVault()
        let folder = try await VaultFolder.open(vault.path, for: .reading)
        await #expect(throws: VaultError(.readOnly)) { try await folder.vault.deposit(MintedVault.request(1)) }
    }

    @Test("the file beside an attached signature is left out of the deposit")
    func besideAttached() async throws {
        let vault = try MintedVault()
        let folder = try await vault.open(PresetValidator(isDetached: false))
        let request = DepositRequest(
            owner: try Owner(MintedVault.owner), category: .ownFile,
            file: try MintedVault.source("a.p7m", Array("attached".utf8)),
            beside: try MintedVault.source("a", Array("other".utf8)), uploader: "test", entrance: "test")
        guard case .kept(let committed, _) = try await folder.vault.deposit(request) else {
            Issue.record("refused")
            return
        }
        #expect(committed.record.shared.document?.files.map(\.role) == [.signed])
    }
}

extension String {
    var precomposed: String { precomposedStringWithCanonicalMapping }
    var decomposed: String { decomposedStringWithCanonicalMapping }
}
