import GRDB
import VaultCore

/// Brings a catalogue of an earlier version to the present schema: the tables that derive from records are made again
/// from them, in one transaction. Records, log, local state and the journal of accesses are not touched.
enum CatalogueUpgrade {
    /// Versions whose tables `record`, `log` and `local` are the present ones.
    private static let known = 1..<CatalogueSchema.version
    /// The version whose tables that derive from records are the present ones.
    private static let lastWithSameDerived = 3
    /// Records that are held at once.
    private static let stretch: UInt64 = 1024

    /// Room for the pages that are written again and again (KiB): every word's rows grow at their own end.
    private static let cacheSize = 131_072

    static func isDue(_ database: Database) throws -> Bool {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        return known.contains(version)
    }

    /// - Throws: `INTEGRITY_FAILURE` where a record cannot be read; nothing is changed then.
    static func run(_ database: Database) throws {
        try database.execute(sql: "PRAGMA cache_size = -\(cacheSize)")
        defer { try? database.execute(sql: "PRAGMA cache_size = -\(CatalogueDatabase.cacheSize)") }
        // What they hold, no record tells: each is made once, and then stays.
        if try !database.tableExists("access") { try database.execute(sql: CatalogueSchema.access) }
        if try !database.tableExists("idempotency") { try database.execute(sql: CatalogueSchema.idempotency) }
        if try Int.fetchOne(database, sql: "PRAGMA user_version") == lastWithSameDerived {
            try database.execute(sql: "PRAGMA user_version = \(CatalogueSchema.version)")
            return
        }
        // An owner's space may be there without a record; the rest of the table derives again.
        let spaces = try Row.fetchAll(database, sql: "SELECT owner, space FROM space")
        let derived = Set(CatalogueTable.allCases.map(\.rawValue))
        for table in derived { try database.execute(sql: "DROP TABLE IF EXISTS \(table)") }
        try CatalogueSchema.createDerived(database)
        for row in spaces {
            try database.execute(
                sql: "INSERT INTO space (owner, space) VALUES (?, ?)", arguments: [row["owner"], row["space"]])
        }
        let size = try LogRow(database).size
        for start in stride(from: 0, to: size, by: Int(stretch)) {
            for row in try RecordRow.fetch(start..<min(start + stretch, size), database) {
                // An erased one leads to no rows; that it is erased follows from a later record.
                if row.isEmptied { continue }
                guard let record = try? row.record() else {
                    throw VaultError(.integrity, ["part": "record", "index": String(row.index)])
                }
                try CatalogueRows(record).insert(database)
            }
        }
        try database.execute(sql: "PRAGMA user_version = \(CatalogueSchema.version)")
    }
}
