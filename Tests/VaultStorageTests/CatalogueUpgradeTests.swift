import GRDB
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

@Suite("A catalogue of an earlier version")
struct CatalogueUpgradeTests {
    /// What the first version had beyond what it shares with the present one.
    private static let first = """
        DROP TABLE erasure_request; DROP TABLE erased_record; DROP TABLE erased_document; DROP TABLE erased_serial;
        DROP TABLE document_event; DROP TABLE owner_link; DROP TABLE serial; DROP TABLE word;
        DROP TABLE certification;
        DROP INDEX document_validity;
        ALTER TABLE document DROP COLUMN valid_until; ALTER TABLE document DROP COLUMN issued;
        ALTER TABLE document DROP COLUMN name_words; ALTER TABLE document DROP COLUMN notation_words;
        ALTER TABLE document DROP COLUMN issuer_words; ALTER TABLE document DROP COLUMN type_words;
        PRAGMA user_version = 1
        """

    @Test("is made again from the records at the next opening, and nothing is lost")
    func upgraded() async throws {
        let sample = try await SampleVault()
        let copy = try sample.copy()
        let rows = try Self.rows(copy)
        try copy.edit { try $0.execute(sql: Self.first) }
        await #expect(throws: VaultError(.earlierCatalogue)) { try await copy.check() }
        _ = try OpenedVault(path: copy.path, pool: WorkerPool.shared, writes: false)
        #expect(try Self.rows(copy) == rows)
        #expect(try await copy.check().findings == [])
    }

    @Test("whose records cannot all be read is left as it was")
    func damaged() async throws {
        let sample = try await SampleVault()
        let copy = try sample.copy()
        try copy.edit {
            try $0.execute(sql: Self.first)
            try $0.execute(sql: "UPDATE record SET shared = x'7b7d' WHERE idx = 3")
        }
        #expect(throws: VaultError(.integrity, ["part": "record", "index": "3"])) {
            try OpenedVault(path: copy.path, pool: WorkerPool.shared, writes: true)
        }
        try copy.edit { connection in
            let version = try Int.fetchOne(connection, sql: "PRAGMA user_version")
            #expect(version == 1)
        }
    }

    private static func rows(_ copy: VaultCopy) throws -> [Row] {
        var rows: [Row] = []
        try copy.edit { connection in
            rows = try ["record", "log", "local"].flatMap { try Row.fetchAll(connection, sql: "SELECT * FROM \($0)") }
            for table in CatalogueTable.allCases {
                let columns = table.columns.joined(separator: ", ")
                rows += try Row.fetchAll(
                    connection, sql: "SELECT \(columns) FROM \(table.rawValue) ORDER BY 1, 2")
            }
        }
        return rows
    }
}
