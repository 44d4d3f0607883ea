import GRDB
import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("A request that is sent again")
struct IdempotencyTests {
    private let vault: MintedVault

    init() throws { vault = try MintedVault() }

    private static func request(
        _ key: String = "k-1", caller: String = "A", _ content: String = "deposit 1"
    ) throws -> IdempotentRequest {
        try IdempotentRequest(caller: caller, key: key, content: .sha256(of: Array(content.utf8)))
    }

    private func deposit(
        _ number: Int, under request: IdempotentRequest, in folder: VaultFolder? = nil
    ) async throws -> CommittedRecord {
        let own: VaultFolder
        if let folder { own = folder } else { own = try await vault.open() }
        let outcome = try await request.perform { try await own.vault.deposit(MintedVault.request(number)) }
        if folder == nil { try await own.close() }
        guard case .kept(let committed, _) = outcome else { throw NotKept() }
        return committed
    }

    struct NotKept: Error {}

    @Test("is answered with what it led to, also by another process, and nothing is kept twice")
    func again() async throws {
        let first = try await deposit(1, under: Self.request())
        let second = try await deposit(1, under: Self.request())
        #expect(second.record == first.record)
        let other = try await deposit(1, under: Self.request(caller: "B"))
        #expect(other.record.index == 1)
        #expect(try await deposit(1, under: Self.request("k-2")).record.index == 2)
        #expect(try await vault.records().count == 3)
        #expect(try await vault.check().findings == [])
    }

    @Test("is entered in the journal as an access to what it led to")
    func entered() async throws {
        let first = try await deposit(1, under: Self.request())
        _ = try await deposit(1, under: Self.request())
        let folder = try await vault.open()
        let entries = try await folder.vault.accesses(of: nil, nil, AccessQuery()).map(\.entry)
        #expect(entries.count { $0.action == .deposit && $0.index == first.record.index } == 2)
        try await folder.close()
    }

    @Test("with the same key for something else is refused")
    func reused() async throws {
        _ = try await deposit(1, under: Self.request())
        await #expect(throws: VaultError(.idempotencyKeyReused)) {
            _ = try await deposit(2, under: Self.request("k-1", "deposit 2"))
        }
        #expect(try await vault.records().count == 1)
    }

    @Test("while the first is under way is refused, or answered, and kept once")
    func atOnce() async throws {
        let folder = try await vault.open()
        let request = try Self.request()
        let indices = await withTaskGroup(of: UInt64?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        return try await deposit(1, under: request, in: folder).record.index
                    } catch {
                        #expect(error as? VaultError == VaultError(.idempotencyKeyInUse))
                        return nil
                    }
                }
            }
            var indices: [UInt64?] = []
            for await index in group { indices.append(index) }
            return indices
        }
        #expect(Set(indices.compactMap { $0 }) == [0])
        try await folder.close()
        #expect(try await vault.records().count == 1)

        let underWay = RequestsUnderWay()
        await #expect(throws: VaultError(.idempotencyKeyInUse)) {
            try await underWay.perform(request) { try await underWay.perform(request) {} }
        }
        try await underWay.perform(request) {}
    }

    @Test("and was refused the first time is tried anew")
    func refusedFirst() async throws {
        let folder = try await vault.open()
        let outcome = try await Self.request().perform {
            var request = try MintedVault.request(1)
            request.secrecy = .secret
            return try await folder.vault.deposit(request)
        }
        guard case .refused = outcome else { throw NotKept() }
        try await folder.close()
        #expect(try await deposit(1, under: Self.request()).record.index == 0)
    }

    @Test("does no second entry of any other kind either")
    func otherEntries() async throws {
        let records = try await vault.deposit(1)
        let document = try #require(KeptDocument(records[0]))
        let folder = try await vault.open()
        for _ in 0..<2 {
            let committed = try await Self.request("w").perform {
                try await folder.vault.enter(
                    .withdrawn, of: document, reason: "", uploader: "test", entrance: "test")
            }
            #expect(committed.record.index == 1)
            let issued = try await Self.request("c").perform {
                try await folder.vault.issue(
                    .results(of: "H37.01-261124-0001"), count: 3, purpose: nil, uploader: "test", entrance: "test")
            }
            #expect(issued.allocation.serials == 1...3)
        }
        // A key that stands for something else is no answer, whatever its sender says of it.
        await #expect(throws: VaultError(.idempotencyKeyReused)) {
            _ = try await Self.request("w").perform {
                try await folder.vault.issue(
                    .results(of: "H37.01-261124-0001"), count: 3, purpose: nil, uploader: "test", entrance: "test")
            }
        }
        try await folder.close()
    }

    @Test("is known for two days, and not much longer")
    func pruned() async throws {
        let committed = try await deposit(1, under: Self.request())
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        defer { database.close() }
        func count() throws -> Int? {
            try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM idempotency") }
        }
        let time = committed.record.leaf.time
        try database.write { try IdempotencyRow.append([], at: time.adding(seconds: 48 * 3600), $0) }
        #expect(try count() == 1)
        try database.write { try IdempotencyRow.append([], at: time.adding(seconds: 48 * 3600 + 1), $0) }
        #expect(try count() == 0)
    }

    @Test("for an erased document is not known any more, and nothing of it stays")
    func erased() async throws {
        let desk = try SignedDesk()
        let people = try ErasurePeople(desk.vault, pki: desk.citizens)
        let folder = try await people.open()
        let content = Array("một".utf8)
        let request = try SignedDesk.request(
            SignedDesk.signature(of: content, by: people.owner), of: [content], owner: MintedVault.owner)
        let outcome = try await Self.request().perform { try await folder.vault.deposit(request) }
        guard case .kept(let committed, _) = outcome else { throw NotKept() }
        try await folder.close()
        #expect(try Self.rows(desk.vault).map { $0.bytes(0) } == [Self.request().key.bytes])
        try await people.erase([try #require(committed.record.shared.document).document])
        #expect(try Self.rows(desk.vault).isEmpty)
        #expect(try await desk.vault.check().findings == [])
    }

    private static func rows(_ vault: MintedVault) throws -> [Row] {
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        defer { database.close() }
        return try database.read { try Row.fetchAll($0, sql: "SELECT key FROM idempotency") }
    }

    @Test("that leads to no record is found by the check")
    func stray() async throws {
        _ = try await deposit(1, under: Self.request())
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        try database.write { try $0.execute(sql: "UPDATE idempotency SET record = 7") }
        database.close()
        #expect(try await vault.check().findings.map(\.code) == [.catalogueRowExtra])
    }

    @Test("a catalogue from before there were such requests gets the table, and nothing else is touched")
    func upgraded() async throws {
        let sample = try await SampleVault()
        let copy = try sample.copy()
        try copy.edit {
            try $0.execute(sql: "DROP TABLE idempotency; PRAGMA user_version = 3")
        }
        await #expect(throws: VaultError(.earlierCatalogue)) { try await copy.check() }
        _ = try OpenedVault(path: copy.path, pool: WorkerPool.shared, writes: false)
        #expect(try await copy.check().findings == [])
    }

    @Test("a key is 1 to 128 printable characters", arguments: ["", "a b", "á", String(repeating: "a", count: 129)])
    func malformed(_ key: String) {
        #expect(throws: VaultError(.idempotencyKeyMalformed)) { try Self.request(key) }
    }
}
