import GRDB
import PKI
import VaultCore

/// Derives the catalogue's rows again from the records, a stretch of the log at a time, and compares.
struct CatalogueReplay {
    private let database: CatalogueDatabase
    /// Rows that were accounted for, by table; what a table has beyond is extra.
    private var seen: [CatalogueTable: Int] = [:]
    /// Evidence whose row is known to be right; many records refer to each.
    private var verified: Set<[DatabaseValue]> = []

    private enum Standing {
        case right
        /// Right, and already counted with another record.
        case counted
        case missing, changed
    }

    init(database: CatalogueDatabase) { self.database = database }

    mutating func check(_ records: [VaultCore.Record]) throws -> [Finding] {
        var findings: [Finding] = []
        for record in records {
            let rows = CatalogueRows(record).rows
            let standings = try database.read { connection in
                try rows.map { try self.standing(of: $0, of: record, connection) }
            }
            for (row, first) in zip(rows, standings) {
                var standing = first
                if standing == .missing || standing == .changed {
                    standing = try database.read { try self.standing(of: row, of: record, $0) }
                }
                if standing == .right || standing == .changed { seen[row.table, default: 0] += 1 }
                if row.table == .object, standing == .right, record.private.space.text != row.values[0].storedText {
                    verified.insert(row.key)
                }
                guard standing == .missing || standing == .changed else { continue }
                findings.append(
                    Finding(
                        standing == .missing ? .catalogueRowMissing : .catalogueRowChanged,
                        ["table": row.table.rawValue, "index": String(record.index)],
                        document: record.shared.subject))
            }
        }
        return findings
    }

    /// Compares the numbers of rows: what is there beyond what records lead to is extra. An owner's space may be there
    /// without a record (`CatalogueSchema`).
    func finish(size: UInt64) throws -> [Finding] {
        // What was committed since the check began lies at or above its size.
        let conditions: [(table: String, expected: Int, condition: String)] =
            [
                CatalogueTable.document, .word, .documentEvent, .ownerLink, .accessDigest, .serial, .certification,
                .file, .object, .consent, .consentDocument, .consentEvent, .erasureRequest, .erasedRecord,
                .erasedDocument, .erasedSerial,
            ].map {
                ($0.rawValue, seen[$0, default: 0], "record < \(size) OR record >= (SELECT size FROM log)")
            } + [("record", Int(size), "idx < \(size) OR idx >= (SELECT size FROM log)")]
        return try database.read { connection in
            try conditions.compactMap { table, expected, condition in
                let count = try Int.fetchOne(connection, sql: "SELECT COUNT(*) FROM \(table) WHERE \(condition)") ?? 0
                guard count > expected else { return nil }
                return Finding(.catalogueRowExtra, ["table": table, "count": String(count - expected)])
            }
        }
    }

    private func standing(
        of row: CatalogueRows.Row, of record: VaultCore.Record, _ connection: Database
    ) throws -> Standing {
        if row.table == .object, verified.contains(row.key) { return .counted }
        let table = row.table
        let key = table.columns.prefix(table.keyLength).map { "\($0) IS ?" }.joined(separator: " AND ")
        let statement = try connection.cachedStatement(
            sql: "SELECT \(table.columns.joined(separator: ", ")) FROM \(table.rawValue) WHERE \(key)")
        guard let found = try Row.fetchOne(statement, arguments: StatementArguments(row.key)) else { return .missing }
        if Array(found.databaseValues) == row.values { return .right }
        guard table == .object else { return .changed }
        // The row must belong to the first record that refers to the object: an earlier one that does.
        let owner: Int64? = found["record"]
        guard let owner, owner >= 0, owner < Int64(record.index) else { return .changed }
        let index = UInt64(owner)
        let earlier = try RecordRow.fetch(index..<(index + 1), connection).first.flatMap { try? $0.record() }
        let refers = earlier?.objects.contains { row.names($0) } ?? false
        return refers ? .counted : .changed
    }
}

extension CatalogueRows.Row {
    /// The columns that name the row.
    var key: [DatabaseValue] { Array(values.prefix(table.keyLength)) }

    /// Whether a row of `object` is this object's.
    fileprivate func names(_ object: ObjectReference) -> Bool {
        values[0].storedText == object.space.text && values[1].storedText == object.digest.hexadecimal
    }
}

extension DatabaseValue {
    fileprivate var storedText: String? { String.fromDatabaseValue(self) }
}
