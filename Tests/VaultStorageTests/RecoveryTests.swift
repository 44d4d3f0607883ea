import GRDB
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@testable import VaultStorage

@Suite("After a crash")
struct RecoveryTests {
    @Test("the writer syncs each commit: synchronous is FULL where it counts")
    func synchronousIsFull() throws {
        let vault = try MintedVault()
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        let level = try database.connections.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        #expect(level == 2)
        let mode = try database.connections.writeWithoutTransaction {
            try String.fetchOne($0, sql: "PRAGMA journal_mode")
        }
        #expect(mode == "wal")
    }

    /// The folder as a crash leaves it that came right after the commit: rows are there, nothing is published.
    private func unpublish(_ vault: MintedVault, keeping before: String) throws {
        try Shell.run(
            """
            rm -r vault-data/log vault-data/records && cp -r \(before)/log \(before)/records vault-data/
            """, in: vault.temporary.path)
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        try database.write { try LocalState.set(LocalState.recordsWritten, "3", $0) }
    }

    @Test("what was committed and not published is published by the next opening", arguments: [1, 260])
    func committed(_ count: Int) async throws {
        let vault = try MintedVault()
        try await vault.deposit(3)
        try Shell.run("cp -r vault-data before", in: vault.temporary.path)
        try await vault.deposit(count, from: 3)
        let checkpoint = try vault.bytes("log/checkpoint")
        try unpublish(vault, keeping: "before")
        let folder = try await vault.open()
        try await folder.close()
        #expect(try vault.bytes("log/checkpoint") == checkpoint)
        let report = try await vault.check()
        #expect(report.findings == [])
        #expect(report.unpublished == 0)
    }

    @Test("a check of what a crash left says so, changes nothing, and is content; the next opening completes it")
    func checkAfterCrash() async throws {
        let vault = try MintedVault()
        try await vault.deposit(3)
        try Shell.run("cp -r vault-data before", in: vault.temporary.path)
        try await vault.deposit(4, from: 3)
        try unpublish(vault, keeping: "before")
        try Shell.run("mkdir -p staging/999999-dead", in: vault.path)
        try vault.write(PublicationAnnouncement.bytes([], after: 3), to: "staging/999999-dead/publishing-0")
        func files() -> [String] {
            TemporaryFolder.files(below: vault.path).filter { !$0.hasPrefix("catalogue.sqlite-") }
        }
        let before = files()
        let report = try await vault.check()
        #expect(report.findings == [])
        #expect(report.unpublished == 4)
        #expect(report.unwritten == 4)
        #expect(files() == before)

        try await vault.open().close()
        let completed = try await vault.check()
        #expect(completed.findings == [])
        #expect(completed.unpublished == 0)
        #expect(completed.unwritten == 0)
    }

    @Test("a published log that is older without a crash was put back by somebody, and is found", arguments: [2, 4])
    func putBack(_ announced: UInt64) async throws {
        let vault = try MintedVault()
        try await vault.deposit(3)
        let older = try vault.bytes("log/checkpoint")
        try await vault.deposit(4, from: 3)
        try vault.write(older, to: "log/checkpoint")
        // A crash at another size is no explanation.
        try Shell.run("mkdir -p staging/999999-dead", in: vault.path)
        try vault.write(PublicationAnnouncement.bytes([], after: announced), to: "staging/999999-dead/publishing-0")
        let report = try await vault.check()
        #expect(
            report.findings == [
                Finding(.checkpointBehind, ["file": "log/checkpoint", "published": "3", "committed": "7"])
            ])
    }

    @Test("objects without a record, which a crash between sync and commit leaves, are taken away")
    func orphans() async throws {
        let vault = try MintedVault()
        try await vault.deposit(2)
        let orphan = Array("orphan".utf8)
        let space = try #require(SpaceID(String(repeating: "ab", count: 16)))
        let reference = ObjectReference(space: space, digest: .sha256(of: orphan))
        let name = VaultLayout.objectName(reference)
        let kept = try #require(
            TemporaryFolder.files(below: vault.path).first { $0.hasPrefix("objects/") && !$0.contains("shared") })
        try Shell.run("mkdir -p $(dirname \(name)) staging/999999-dead && printf orphan > \(name)", in: vault.path)
        #expect(try await vault.check().findings == [Finding(.extraFile, ["file": name])])
        try vault.write(
            Array("after 2\n\(name)\n\(kept)\nobjects/../vault.json\n".utf8), to: "staging/999999-dead/publishing-0")
        #expect(try await vault.check().findings == [])
        try await vault.open().close()
        #expect(!TemporaryFolder.files(below: vault.path).contains(name))
        #expect(TemporaryFolder.files(below: vault.path).contains(kept))
        #expect(try await vault.check().findings == [])
    }

    @Test("a published checkpoint that is newer than the committed row stops every opening, by its own code")
    func newerCheckpoint() async throws {
        let vault = try MintedVault()
        try await vault.deposit(2)
        try Shell.run("cp vault-data/catalogue.sqlite before.sqlite", in: vault.temporary.path)
        try await vault.deposit(2, from: 2)
        try Shell.run(
            "rm vault-data/catalogue.sqlite*; cp before.sqlite vault-data/catalogue.sqlite", in: vault.temporary.path)
        for purpose in [VaultFolder.Purpose.reading, .depositing(PresetValidator())] {
            await #expect(throws: VaultError(.rollback, ["published": "4", "committed": "2"])) {
                try await VaultFolder.open(vault.path, for: purpose)
            }
        }
        #expect(try await vault.check().findings.contains { $0.code == .rollback })
    }

    @Test("a checkpoint signed by another key stops the opening")
    func foreignCheckpoint() async throws {
        let vault = try MintedVault()
        try await vault.deposit(2)
        let other = try #require(NoteSigningKey.generate(name: vault.identity.origin))
        let forged = Checkpoint(origin: vault.identity.origin, size: 1, root: .emptyRoot).signed(by: other)
        try vault.write(forged.bytes, to: "log/checkpoint")
        await #expect(throws: VaultError(.integrity, ["part": "checkpoint", "reason": "signature"])) {
            try await vault.open()
        }
    }

    @Test("a commit that expects another size changes nothing")
    func compareAndSwap() async throws {
        let vault = try MintedVault()
        let records = try await vault.deposit(2)
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: true)
        let state = try await opened.records.state()
        await #expect(throws: VaultError(.logConflict, ["expected": "1"])) {
            try await opened.records.commit([records[1]], accesses: [], answers: [], expecting: 1, state: state)
        }
        #expect(try await opened.records.state() == state)
        #expect(try await vault.check().findings == [])
    }

    @Test("two writers on one folder take turns, and lose nothing")
    func twoWriters() async throws {
        let vault = try MintedVault()
        async let first = vault.deposit(60)
        async let second = vault.deposit(60, from: 1000)
        let records = try await first + second
        #expect(Set(records.map(\.index)) == Set(0..<120))
        let report = try await vault.check()
        #expect(report.findings == [])
        #expect(report.records == 120)
    }
}
