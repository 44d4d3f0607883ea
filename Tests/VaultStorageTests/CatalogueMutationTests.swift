import Foundation
import GRDB
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Every column of every row of the catalogue is changed, every row is taken away, and the check must say so.
@Suite("Every change of the catalogue is found")
struct CatalogueMutationTests {
    /// How many rows of a table are changed, at least where it has so many; `KHO_MUTATIONS` for more.
    private static let rowsOfTable = Int(ProcessInfo.processInfo.environment["KHO_MUTATIONS"] ?? "") ?? 20

    /// Made once for all: each test changes copies of it.
    private static let sample = Task { try await SampleVault() }

    private static let tables = [
        "record", "log", "document", "word", "document_event", "owner_link", "serial", "certification", "access_digest",
        "file", "object", "space", "consent", "consent_document", "consent_event", "local",
        "erasure_request", "erased_record", "erased_document", "erased_serial",
    ]

    /// A statement, what it does to which row, and the record that the row belongs to.
    struct Change: Sendable {
        let sql: String
        let arguments: StatementArguments
        let what: String
        let index: Int64?
    }

    @Test("each column of each row, one by one", arguments: tables)
    func columns(_ table: String) async throws {
        try await apply(to: table) { row, columns, key in
            columns.flatMap { column -> [Change] in
                let old = row[column.name] as DatabaseValue
                return Self.others(old, column.type).map { new in
                    Change(
                        sql: "UPDATE \(table) SET \(column.name) = ? WHERE \(key.condition)",
                        arguments: [new] + key.arguments, what: "\(table).\(column.name): \(old) to \(new)",
                        index: row["record"] ?? row["idx"])
                }
            }
        }
    }

    @Test("each row that is taken away", arguments: tables)
    func removed(_ table: String) async throws {
        try await apply(to: table) { row, _, key in
            [
                Change(
                    sql: "DELETE FROM \(table) WHERE \(key.condition)", arguments: key.arguments,
                    what: "\(table) without \(row)", index: row["record"] ?? row["idx"])
            ]
        }
    }

    @Test(
        "a row too many, and a schema that does more than kho's",
        arguments: [
            "INSERT INTO record SELECT idx + 100, leaf, shared, shared_salt, private, private_salt FROM record LIMIT 1",
            "INSERT INTO record SELECT -1, leaf, shared, shared_salt, private, private_salt FROM record LIMIT 1",
            "INSERT INTO log SELECT 2, size, root, frontier, checkpoint FROM log",
            """
            INSERT INTO document (record, id, version, name, owner, category, status, name_words)
            VALUES (99, 'x', 1, '', '', 1, '', '')
            """,
            "INSERT INTO word VALUES ('x', 0)",
            "INSERT INTO file VALUES (0, 9, 'content', 'x', 1, 'x', 'x')",
            "INSERT INTO object VALUES ('shared', 'x', 0)",
            "INSERT INTO space VALUES ('CCCD:1', 'shared')", "INSERT INTO space VALUES ('', 'x')",
            "INSERT INTO local VALUES ('x', 'x')",
            "CREATE TABLE x (y)", "CREATE VIEW x AS SELECT 1",
            "CREATE TRIGGER x AFTER INSERT ON document BEGIN DELETE FROM document; END",
            "INSERT INTO document_event VALUES (99, 'x', 1, 'withdrawn')",
            "INSERT INTO owner_link VALUES (1, 'CCCD:038093015572', 'CCCD:001200000001', 1)",
            "INSERT INTO serial VALUES (1, '[\"result\",\"H37-1\"]', 1, 1)",
            "INSERT INTO access_digest VALUES (1, 0, 1, 1, 0, x'')",
            "INSERT INTO consent VALUES (1, 'x', 'CCCD:038093015572', 'H37', 'x', '2026-01-01', '2099-01-01', 1)",
            "INSERT INTO consent_document VALUES (1, 'x')",
            "INSERT INTO consent_event VALUES (1, 'x', 'fulfilled')",
            "DROP INDEX file_digest", "PRAGMA user_version = 1",
            "INSERT INTO erased_record VALUES (0, 1)", "INSERT INTO erased_document VALUES ('x', 1)",
            "INSERT INTO erased_serial VALUES (1, 0, 'x', 1, 1)", "INSERT INTO erasure_request VALUES (1, 'x', 'x')",
            "INSERT INTO local VALUES ('erasing-1', 'x')",
        ])
    func added(_ sql: String) async throws {
        let vault = try MintedVault()
        try await vault.deposit(2)
        let copy = try VaultCopy(of: vault)
        try copy.edit { try $0.execute(sql: sql) }
        #expect(try await !copy.check().findings.isEmpty)
    }

    @Test("records/ that are said to be written less far than they are: said, and written again")
    func lessWritten() async throws {
        let vault = try MintedVault()
        try await vault.deposit(2)
        let database = try CatalogueDatabase(path: "\(vault.path)/catalogue.sqlite")
        try database.write { try LocalState.set(LocalState.recordsWritten, "1", $0) }
        let report = try await vault.check()
        #expect(report.findings == [])
        #expect(report.unwritten == 1)
    }

    @Test("a flipped bit anywhere in the file is found, or changes no row")
    func bytes() async throws {
        let sample = try await Self.sample.value
        let copy = try sample.copy()
        let original = try copy.bytes("catalogue.sqlite")
        let rows = try Self.rows(of: copy)
        var numbers = SeededNumbers(seed: 7)
        for place in (0..<100).map({ $0 < 30 ? $0 * 3 : Int.random(in: 0..<original.count, using: &numbers) }) {
            var changed = original
            changed[place] ^= 1
            try copy.write(changed, to: "catalogue.sqlite")
            let report = try await copy.check()
            if report.isClean { #expect(try Self.rows(of: copy) == rows, "a flipped bit at \(place)") }
            try copy.restoreCatalogue()
        }
    }

    private static func rows(of copy: VaultCopy) throws -> [Row] {
        var configuration = CatalogueDatabase.configuration
        configuration.readonly = true
        let queue = try DatabaseQueue(path: "\(copy.path)/catalogue.sqlite", configuration: configuration)
        return try queue.read { connection in
            try tables.flatMap { try Row.fetchAll(connection, sql: "SELECT * FROM \($0)") }
        }
    }

    /// Other values for a column's own.
    private static func others(_ value: DatabaseValue, _ type: String) -> [DatabaseValue] {
        switch value.storage {
        case .null: ["x".databaseValue]
        case .int64(let number): [(number + 1000).databaseValue, (number - 1).databaseValue]
        case .string(let text): [(text + "x").databaseValue, String(text.dropLast()).databaseValue]
        case .blob(let data):
            // Of an erased record there is nothing to leave out.
            [(data.dropLast() + [(data.last ?? 0) ^ 1]).databaseValue]
                + (data.isEmpty ? [] : [data.dropLast().databaseValue])
        case .double: []
        }
    }

    private typealias Key = (condition: String, arguments: StatementArguments)

    /// Makes each change on a copy of the sample vault and expects a finding, of the right document where it names one.
    private func apply(
        to table: String, _ changes: (Row, [ColumnInfo], Key) throws -> [Change]
    ) async throws {
        let sample = try await Self.sample.value
        let reader = try sample.copy()
        var work: [Change] = []
        try reader.edit { connection in
            let columns = try connection.columns(in: table)
            let names = try connection.primaryKey(table).columns
            let rows = try Row.fetchAll(connection, sql: "SELECT * FROM \(table)")
            // Of a long table rows from all over it; every kind of record has some.
            let step = max(1, rows.count / Self.rowsOfTable)
            for row in stride(from: 0, to: rows.count, by: step).map({ rows[$0] }) {
                let key: Key = (
                    names.map { "\($0) IS ?" }.joined(separator: " AND "),
                    StatementArguments(names.map { row[$0] as DatabaseValue })
                )
                work += try changes(row, columns, key)
            }
        }
        try #require(!work.isEmpty)
        for change in work {
            do {
                try reader.edit { try $0.execute(sql: change.sql, arguments: change.arguments) }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                continue  // Another row has that key.
            }
            let report = try await reader.check()
            let findings = report.findings
            // Files that are said to be not yet written are no damage, but are said.
            #expect(!findings.isEmpty || report.unwritten > 0, "\(change.what) was not found")
            if let index = change.index, table != "object" {
                let document = sample.subject(of: index)
                #expect(findings.contains { $0.document == document }, "\(change.what): \(findings)")
            }
            try reader.restoreCatalogue()
        }
    }
}
