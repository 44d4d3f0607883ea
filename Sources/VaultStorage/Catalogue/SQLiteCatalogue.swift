import Foundation
import GRDB
import VaultCore

/// Finds documents by the indices of `catalogue.sqlite`.
struct SQLiteCatalogue: Catalogue {
    let database: CatalogueDatabase
    let pool: any BlockingPool

    func records(meant reference: DocumentReference) async throws -> [UInt64] {
        try await pool.run {
            try database.read { connection in
                var documents: Set<String> = []
                if let id = reference.document {
                    documents.formUnion(
                        try String.fetchAll(
                            connection, sql: "SELECT id FROM document WHERE id = ?", arguments: [id.text]))
                }
                if let code = reference.code {
                    documents.formUnion(
                        try String.fetchAll(
                            connection, sql: "SELECT id FROM document WHERE code_key IS NOT NULL AND code = ?",
                            arguments: [code]))
                }
                if let prefix = reference.digestPrefix {
                    documents.formUnion(
                        try String.fetchAll(
                            connection,
                            sql: """
                                SELECT DISTINCT document.id FROM file JOIN document ON document.record = file.record
                                WHERE file.digest >= ? AND file.digest < ?
                                """, arguments: [prefix, prefix + "g"]))
                }
                return try documents.compactMap { document in
                    try Int64.fetchOne(
                        connection, sql: "SELECT record FROM document WHERE id = ? ORDER BY version DESC LIMIT 1",
                        arguments: [document])
                }.map(UInt64.init(bitPattern:)).sorted()
            }
        }
    }

    func list(_ query: DocumentQuery) async throws -> [DocumentListing] {
        try await pool.run {
            try database.read { connection in
                var conditions = ["record > ?"]
                var arguments: StatementArguments = [query.after.map { Int64(clamping: $0) } ?? -1]
                if let owner = query.owner {
                    conditions.append("owner = ?")
                    arguments += [owner.description]
                }
                if let category = query.category {
                    conditions.append("category = ?")
                    arguments += [category.rawValue]
                }
                if let status = query.status {
                    conditions.append("status = ?")
                    arguments += [status.rawValue]
                }
                arguments += [query.limit]
                let indices = try Int64.fetchAll(
                    connection,
                    sql: """
                        SELECT record FROM document WHERE \(conditions.joined(separator: " AND "))
                        ORDER BY record LIMIT ?
                        """, arguments: arguments)
                return try indices.map { try Self.listing(UInt64(bitPattern: $0), connection) }
            }
        }
    }

    private static func listing(_ index: UInt64, _ connection: Database) throws -> DocumentListing {
        guard let row = try RecordRow.fetch(index..<(index + 1), connection).first, let record = try? row.record()
        else { throw VaultError(.integrity, ["part": "record", "index": String(index)]) }
        return DocumentListing(index: index, time: record.leaf.time, description: record.shared.description)
    }
}
