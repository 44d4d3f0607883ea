import GRDB
import PKI
import Synchronization
import TestSupport
import Testing

@testable import VaultCore
@testable import VaultStorage

@Suite("The journal of accesses")
struct AccessJournalTests {
    private let vault: MintedVault

    init() throws { vault = try MintedVault() }

    /// A clock that a test sets.
    private final class Clock: Sendable {
        private let time = Mutex<Int64>(1_800_000_000_000_000)
        var now: @Sendable () -> Instant { { Instant(microseconds: self.time.withLock { $0 }) } }
        func advance(seconds: Int64) { time.withLock { $0 += seconds * 1_000_000 } }
    }

    private static func entry(_ number: Int = 0) -> AccessEntry {
        AccessEntry(
            actor: Actor(role: .auditor, account: "test-\(number)", entrance: "test"), action: .accesses,
            basis: .duty)
    }

    private func journal(_ clock: Clock, interval: Int = 3600) throws -> SQLiteAccessJournal {
        SQLiteAccessJournal(
            database: try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite"), pool: WorkerPool.shared,
            interval: interval, now: clock.now)
    }

    private func all() async throws -> [AccessRecord] {
        try await journal(Clock()).entries(AccessQuery()).reversed()
    }

    @Test("each access has a place and a later time than the one before, also where the clock goes back")
    func times() async throws {
        let clock = Clock()
        let journal = try journal(clock)
        try await journal.record([Self.entry(0), Self.entry(1)])
        clock.advance(seconds: -100)
        try await journal.record([Self.entry(2)])
        let found = try await all()
        #expect(found.map(\.sequence) == [1, 2, 3])
        #expect(found.map(\.entry.actor.account) == ["test-0", "test-1", "test-2"])
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.time < $1.time })
        #expect(try await vault.check().findings == [])
    }

    @Test("readers and writers at the same time, each with its own connection: unique times, one unbroken chain")
    func concurrent() async throws {
        try await vault.deposit(1)
        let path = vault.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<64 {
                group.addTask {
                    try await MintedVault.again {
                        let folder = try await VaultFolder.open(path, for: .reading)
                        _ = try await folder.vault.list(DocumentQuery(limit: number + 1))
                    }
                    guard number % 8 == 0 else { return }
                    try await MintedVault.again {
                        let writing = try await VaultFolder.open(path, for: .depositing(PresetValidator()))
                        _ = try await writing.vault.deposit(MintedVault.request(100 + number))
                        try await writing.close()
                    }
                }
            }
            try await group.waitForAll()
        }
        let found = try await all()
        #expect(found.count == 1 + 64 + 8)
        #expect(found.map(\.sequence) == Array(1...73))
        #expect(Set(found.map(\.time)).count == 73)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.time < $1.time })
        #expect(try await vault.check().findings == [])
    }

    @Test("a deposit's access lies in the deposit's own transaction, with the document and the log index")
    func withTheCommit() async throws {
        let records = try await vault.deposit(3)
        let found = try await all()
        #expect(found.map(\.entry.action) == [.deposit, .deposit, .deposit])
        #expect(found.compactMap(\.entry.index) == records.map(\.index))
        #expect(found.compactMap(\.entry.document) == records.compactMap(\.shared.subject))
        #expect(found.compactMap(\.entry.space) == records.map(\.private.space))
        #expect(found.allSatisfy { $0.entry.version == 1 && $0.entry.result == .permitted })
    }

    @Test("a commit that fails leaves no access behind")
    func failedCommit() async throws {
        let records = try await vault.deposit(1)
        let stores = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        let state = try await stores.records.state()
        await #expect(throws: (any Error).self) {
            // The record's index is taken already.
            try await stores.records.commit(
                records, accesses: [Self.entry()], answers: [], expecting: state.size, state: state)
        }
        #expect(try await all().count == 1)
    }

    @Test("no entry holds an owner's number, a name or a code")
    func nothingPersonal() async throws {
        var request = try MintedVault.request(1)
        request.code = try DocumentCode("H37-1", scheme: "test")
        let folder = try await vault.open()
        _ = try await folder.vault.deposit(request)
        let kept = try await folder.vault.show(DocumentReference("H37-1"))
        _ = try await folder.vault.content(of: kept.description.files[0], in: kept)
        _ = try await folder.vault.list(DocumentQuery(owner: OwnerIdentity(kept.description.owner)))
        for record in try await all() {
            let text = String(decoding: record.bytes, as: UTF8.self)
            #expect(!text.contains("038093015572") && !text.contains("H37-1") && !text.contains("hop-dong"))
        }
        #expect(try await all().map(\.entry.action) == [.deposit, .describe, .content, .list])
    }

    @Test("where nothing can be entered, the only user sees what there is, and gets no contents")
    func readOnly() async throws {
        try await vault.deposit(1)
        let stores = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        let admission = Admission()
        let plain = try stores.vault(writer: nil, as: AccessClaim(), admission)
        let controlled = AccessControlledVault(
            plain.stored, records: stores.records,
            guardian: AccessGuard(
                actor: plain.actor, claim: AccessClaim(), journal: UnwritableJournal()), consents: NoConsents())
        let listed = try await controlled.list(DocumentQuery())
        let document = try #require(listed.first?.description.document)
        let kept = try await controlled.show(DocumentReference(document.text))
        await #expect(throws: VaultError(.accessNotRecorded)) {
            try await controlled.content(of: kept.description.files[0], in: kept)
        }
        await #expect(throws: VaultError(.accessNotRecorded)) { try await controlled.evidence(of: kept) }
        // Nor are others asked for anything.
        await #expect(throws: VaultError(.accessNotRecorded)) {
            try await controlled.beginResolution(of: CodeQuery(code: "MA-1"))
        }
        let officer = AccessControlledVault(
            plain.stored, records: stores.records,
            guardian: AccessGuard(
                actor: Actor(role: .operator, entrance: "test", isSole: true), claim: AccessClaim(),
                journal: UnwritableJournal()), consents: NoConsents())
        await #expect(throws: VaultError(.accessNotRecorded)) {
            try await officer.show(DocumentReference(document.text))
        }
    }

    /// Nobody consented to anything.
    private struct NoConsents: ActiveConsents {
        func consent(
            of owner: OwnerIdentity, to agency: AgencyCode, for purpose: AccessPurpose, document: DocumentID?,
            at time: Instant
        ) async throws -> UInt64? { nil }
    }

    private struct UnwritableJournal: AccessJournal {
        func record(_ entries: [AccessEntry]) async throws { throw VaultError(.notPermitted) }
        func due() async throws -> [AccessDigest] { [] }
        func entries(_ query: AccessQuery) async throws -> [AccessRecord] { [] }
    }

    // MARK: Digests

    @Test("an interval that is over has a digest with its entries; intervals without any are one digest")
    func intervals() async throws {
        let clock = Clock()
        let journal = try journal(clock)
        #expect(try await journal.due() == [])
        try await journal.record([Self.entry()])
        clock.advance(seconds: 3599)
        #expect(try await journal.due() == [])
        try await journal.record([Self.entry()])
        clock.advance(seconds: 3 * 3600)
        try await journal.record([Self.entry()])
        clock.advance(seconds: 2 * 3600)
        let due = try await journal.due()
        #expect(due.map(\.count) == [2, 0, 1, 0])
        #expect(due.map(\.first) == [1, 3, 3, 4])
        #expect(zip(due, due.dropFirst()).allSatisfy { $0.to == $1.from })
        #expect(due.map { ($0.to.microseconds - $0.from.microseconds) / 1_000_000 } == [3600, 7200, 3600, 3600])
        #expect(due[0].head == due[1].head && due[1].head != due[2].head)
    }

    @Test("after a digest nobody gets a time before its end, whatever his clock says")
    func frozen() async throws {
        let clock = Clock()
        let journal = try journal(clock)
        try await journal.record([Self.entry()])
        clock.advance(seconds: 3600)
        let due = try #require(try await journal.due().first)
        clock.advance(seconds: -1800)
        try await journal.record([Self.entry()])
        let last = try #require(try await all().last)
        #expect(last.time >= due.to)
    }

    /// Deposits with digests between, as a vault has them over the hours.
    static func deposits(_ vault: MintedVault, hours: Int) async throws {
        let clock = Clock()
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: true)
        let identity = opened.identity
        let journal = SQLiteAccessJournal(
            database: opened.database, pool: WorkerPool.shared, interval: 3600, now: clock.now)
        let recordFiles = try #require(opened.recordFiles)
        let sequencer = Sequencer(
            objects: opened.objects, records: opened.records, publication: opened.logFiles,
            recordPublication: recordFiles, signer: try LogSigner(key: opened.logKey(), identity: identity),
            recovery: opened.recovery, journal: journal)
        for _ in 0..<hours {
            try await journal.record([entry(0), entry(1)])
            clock.advance(seconds: 3600)
            try await sequencer.enterDigests()
        }
        try await journal.record([entry(2)])
        try await recordFiles.catchUp()
        opened.staging?.remove()
    }

    @Test("digests are leaves of the log, and the check compares the journal with them")
    func inTheLog() async throws {
        try await Self.deposits(vault, hours: 3)
        let records = try await vault.records()
        #expect(records.map(\.leaf.type) == [.accessDigest, .accessDigest, .accessDigest])
        #expect(records.allSatisfy { !$0.shared.isPublished })
        #expect(try await vault.check().findings == [])
        // A vault that goes on from there.
        try await vault.deposit(2)
        try await vault.issueManifest()
        #expect(try await vault.check().findings == [])
    }

    @Test(
        "a journal that was changed with its chain made anew is not the one whose digest the log holds",
        arguments: ["remove", "swap", "insert", "change", "truncate", "move"])
    func forged(_ how: String) async throws {
        try await Self.deposits(vault, hours: 3)
        let copy = try VaultCopy(of: vault)
        try copy.edit { connection in
            var rows = try Row.fetchAll(connection, sql: "SELECT \(AccessRow.columns) FROM access ORDER BY seq").map(
                AccessRow.init)
            var entries = try rows.map { try #require($0.record) }.map { ($0.entry, $0.time) }
            switch how {
            case "remove": entries.remove(at: 2)
            case "swap":
                let first = entries[2].0
                entries[2].0 = entries[3].0
                entries[3].0 = first
            case "insert":
                entries.insert((Self.entry(9), Instant(microseconds: entries[3].1.microseconds + 5)), at: 4)
            case "change": entries[2].0 = Self.entry(9)
            case "truncate": entries.removeLast(4)
            default:
                // The last entry of an interval comes into the next one.
                entries[3].1 = Instant(microseconds: entries[4].1.microseconds - 1)
            }
            try connection.execute(sql: "DELETE FROM access")
            var head = AccessHead.start
            for (entry, time) in entries {
                head.sequence += 1
                head.stamp = time.microseconds
                let record = AccessRecord(sequence: head.sequence, time: time, entry: entry)
                let salt = Salt.random()
                head.chain = AccessChain.next(head.chain, record.bytes, salt: salt)
                try connection.execute(
                    sql: "INSERT INTO access (\(AccessRow.columns)) VALUES (?, ?, NULL, NULL, ?, ?, ?)",
                    arguments: [
                        Int64(head.sequence), head.stamp, record.bytes.databaseBytes, salt.bytes.databaseBytes,
                        head.chain.databaseBytes,
                    ])
            }
            try head.save(connection)
            rows = []
        }
        let findings = try await copy.check().findings
        #expect(findings.contains { $0.code == .accessDigest }, "\(how): \(findings)")
    }

    @Test("every column of every row is changed, and every row is taken away or added: found")
    func mutations() async throws {
        try await Self.deposits(vault, hours: 1)
        let copy = try VaultCopy(of: vault)
        var changes: [(String, StatementArguments)] = []
        try copy.edit { connection in
            for sequence in try Int64.fetchAll(connection, sql: "SELECT seq FROM access") {
                for change in [
                    "seq = seq + 100", "stamp = stamp + 1", "stamp = stamp - 1", "document = 'x'", "space = 'x'",
                    "part = x'7b7d'", "salt = zeroblob(32)", "salt = x''", "chain = zeroblob(32)", "chain = x''",
                ] {
                    changes.append(("UPDATE access SET \(change) WHERE seq = ?", [sequence]))
                }
                changes.append(("DELETE FROM access WHERE seq = ?", [sequence]))
            }
        }
        changes.append(
            (
                "INSERT INTO access SELECT seq + 1, stamp + 1, document, space, part, salt, chain FROM access WHERE seq = ?",
                [3]
            )
        )
        changes.append(
            (
                "INSERT INTO access SELECT 0, stamp - 1, document, space, part, salt, chain FROM access WHERE seq = ?",
                [1]
            )
        )
        changes.append(("DELETE FROM access_digest WHERE record = ?", [0]))
        changes.append(("UPDATE access_digest SET head = zeroblob(32) WHERE record = ?", [0]))
        changes.append(("UPDATE local SET value = value || 'x' WHERE name = ?", [LocalState.accessHead]))
        changes.append(("DELETE FROM local WHERE name = ?", [LocalState.accessHead]))
        // Numbers that nobody could count up to.
        for (sequence, stamp) in [
            ("4611686018427387903", "1"), ("9223372036854775807", "1"), ("18446744073709551615", "1"),
            ("3", "9223372036854775807"),
        ] {
            changes.append(
                (
                    "UPDATE local SET value = '\(sequence) \(stamp) ' || hex(zeroblob(32)) WHERE name = ?",
                    [LocalState.accessHead]
                ))
        }
        changes.append(
            (
                """
                UPDATE local SET value = '4611686018427387903 1' || substr(value, -65) WHERE name = ?
                """, [LocalState.accessHead]
            ))
        for (sql, arguments) in changes {
            do {
                try copy.edit { try $0.execute(sql: sql, arguments: arguments) }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                continue  // Another row has that time.
            }
            #expect(try await !copy.check().findings.isEmpty, "\(sql) \(arguments)")
            try copy.restoreCatalogue()
        }
        #expect(try await copy.check().findings == [])
    }

    @Test("a catalogue of the version before gains a journal, and one of this version keeps its own")
    func upgrade() async throws {
        try await vault.deposit(2)
        let copy = try VaultCopy(of: vault)
        try copy.edit {
            try $0.execute(
                sql: """
                    DROP TABLE access; DROP TABLE access_digest; DELETE FROM local WHERE name = 'access-head';
                    PRAGMA user_version = 2
                    """)
        }
        _ = try OpenedVault(path: copy.path, pool: WorkerPool.shared, writes: true)
        #expect(try await copy.check().findings == [])
        // Made again from the records, the journal stays.
        try copy.restoreCatalogue()
        try copy.edit { try $0.execute(sql: "PRAGMA user_version = 2") }
        _ = try OpenedVault(path: copy.path, pool: WorkerPool.shared, writes: true)
        try copy.edit { connection in
            let count = try Int.fetchOne(connection, sql: "SELECT COUNT(*) FROM access")
            #expect(count == 2)
        }
        #expect(try await copy.check().findings == [])
    }
}
