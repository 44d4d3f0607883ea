import Foundation
import GRDB
import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("What an erasure could not take away at once")
struct ErasureCleaningTests {
    private func prepare() async throws -> (vault: MintedVault, people: ErasurePeople, document: DocumentID) {
        let vault = try MintedVault()
        let record = try await vault.deposit(1)[0]
        try await vault.deposit(1, from: 1, owner: "CCCD:001200000001")
        return (vault, try ErasurePeople(vault), try #require(record.shared.subject))
    }

    @Test("while another process reads an old state: said, checked as such, and done when it has ended")
    func reader() async throws {
        let (vault, people, document) = try await prepare()
        let request = try await people.request([document])
        var configuration = CatalogueDatabase.configuration
        configuration.readonly = true
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: "\(vault.path)/catalogue.sqlite", configuration: configuration)
        try await other.writeWithoutTransaction { connection in
            try connection.beginTransaction(.deferred)
            _ = try Row.fetchAll(connection, sql: "SELECT COUNT(*) FROM record")
        }
        let outcome = try await people.approve(request)
        #expect(!outcome.isFinished)
        let report = try await vault.check()
        #expect(report.findings == [] && report.unfinishedErasures == 1)
        try await other.writeWithoutTransaction { try $0.rollback() }
        try other.close()
        // Any opening for deposits completes it.
        try await VaultFolder.open(vault.path, for: .recording).close()
        #expect(try await vault.check().unfinishedErasures == 0)
        #expect(try Residue.of(["038093015572"], in: vault.path) == [])
    }

    @Test("cut off right behind the commit: files and rows that are left are no damage, and go at the next opening")
    func cutOff() async throws {
        let (vault, people, document) = try await prepare()
        // What another process had in flight when it died, of the same owner.
        let left = "\(vault.path)/staging/1-00000000"
        _ = try Folder.make(left)
        try TemporaryFolder.write(Array("CCCD:038093015572".utf8), to: left + "/object-0")
        let records = try await vault.records()
        try await people.erase([document])
        #expect(!Folder.exists(left))
        // As it was before the cleaning: the whole record file, an object, and the note of what is left.
        let tombstone = try #require(try await vault.entries().last).index
        let object = try #require(records[0].objects.first { $0.space != .shared })
        _ = try Folder.make(FilePath.parent(of: VaultLayout(vault.path).object(object)))
        try vault.write([1, 2, 3], to: VaultLayout.objectName(object))
        try vault.write(RecordText.bytes(records[0]), to: VaultLayout.recordName(0))
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        try database.write { try ErasureWork(tombstone: tombstone, step: .files([object])).keep($0) }
        #expect(try await vault.check().findings == [])
        #expect(try await vault.check().unfinishedErasures == 1)
        database.close()
        try await VaultFolder.open(vault.path, for: .recording).close()
        #expect(try Residue.of(["038093015572"], in: vault.path) == [])
        #expect(!Folder.exists("\(vault.path)/\(VaultLayout.objectName(object))"))
        let report = try await vault.check()
        #expect(report.findings == [] && report.unfinishedErasures == 0)
        // The same without such a note is damage.
        try vault.write(RecordText.bytes(records[0]), to: VaultLayout.recordName(0))
        #expect(try await vault.check().findings.map(\.code) == [.recordFileChanged])
    }

    @Test("a record emptied without an erasure, and an erased one that is whole again, are found")
    func forged() async throws {
        let (vault, people, document) = try await prepare()
        let before = try VaultCopy(of: vault)
        try before.edit {
            try $0.execute(sql: "UPDATE record SET shared = x'', shared_salt = x'', private = x'', private_salt = x''")
        }
        #expect(try await before.check().findings.contains { $0.code == .recordChanged })
        try before.restoreCatalogue()
        try await people.erase([document])
        let after = try VaultCopy(of: vault)
        try after.edit { try $0.execute(sql: "DELETE FROM erased_record WHERE record = 0") }
        #expect(try await after.check().findings.contains { $0.code == .recordChanged })
        try after.restoreCatalogue()
        try after.edit { try $0.execute(sql: "UPDATE erased_record SET tombstone = 1 WHERE record = 0") }
        #expect(try await !after.check().findings.isEmpty)
    }

    @Test("the erased form of a record file is read, and nothing that is not in it")
    func text() throws {
        let leaf = LogLeaf(commitment: .sha256(of: [1]), time: MintedPKI.now)
        let bytes = RecordText.bytes(index: 7, leaf: leaf.bytes, tombstone: 9)
        #expect(try RecordText.entry(bytes) == .erased(ErasedRecord(index: 7, leaf: leaf, tombstone: 9)))
        for (from, to) in [
            ("\n9\n", "\n09\n"), ("\n9\n", "\n\n"), ("erased", "Erased"), ("\n7\n", "\n+7\n"), ("\n9\n", "\n9"),
        ] {
            let changed = String(decoding: bytes, as: UTF8.self).replacing(from, with: to)
            #expect(throws: VaultError(.partMalformed, ["part": "record"])) {
                try RecordText.entry(Array(changed.utf8))
            }
        }
    }
}
