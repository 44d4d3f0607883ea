import Foundation
import GRDB
import VaultCore

/// Finds documents by the indices of `catalogue.sqlite`.
struct SQLiteCatalogue: Catalogue, ActiveConsents {
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
                // Whoever deposits a document chooses its code: an id that is there is never a code as well.
                if documents.isEmpty, let code = reference.code {
                    documents.formUnion(
                        try String.fetchAll(
                            connection, sql: "SELECT id FROM document WHERE code_key = ? AND code = ?",
                            arguments: [CatalogueRows.key(of: code), code]))
                }
                var records = try documents.compactMap { try Self.record(of: $0, reference.version, connection) }
                if let prefix = reference.digestPrefix {
                    records += try Self.holders(of: prefix, connection).filter { !documents.contains($0.key) }.values
                }
                return records.map(UInt64.init(bitPattern:)).sorted()
            }
        }
    }

    /// For each document with a file of that digest, the record of the version that holds it, though a newer one holds
    /// another; where several do, of the newest that was let in.
    private static func holders(of prefix: String, _ connection: Database) throws -> [String: Int64] {
        let rows = try Row.fetchAll(
            connection,
            sql: """
                SELECT document.id, document.record FROM file JOIN document ON document.record = file.record
                WHERE file.digest >= ? AND file.digest < ? ORDER BY document.status = 'accepted', document.version
                """, arguments: [prefix, prefix + "g"])
        return Dictionary(rows.map { row -> (String, Int64) in (row["id"], row["record"]) }) { _, newer in newer }
    }

    /// The record of the version that is meant; where that is not there, of the newest, for whoever asks to say so.
    private static func record(of document: String, _ version: Int?, _ connection: Database) throws -> Int64? {
        try Int64.fetchOne(
            connection.cachedStatement(
                sql: """
                    SELECT record FROM document WHERE id = ?
                    ORDER BY version IS ? DESC, status = 'accepted' DESC, version DESC LIMIT 1
                    """), arguments: [document, version])
    }

    func list(_ query: DocumentQuery) async throws -> [DocumentListing] {
        try await pool.run {
            try database.read { connection in
                var condition =
                    query.isAwaiting
                    ? DocumentCondition.awaiting(of: query.owner) : DocumentCondition(seenBy: query.owner)
                condition.require("record > ?", query.after.map { Int64(clamping: $0) } ?? -1)
                if let category = query.category { condition.require("category = ?", category.rawValue) }
                if let status = query.status { condition.require("status = ?", status.rawValue) }
                if let day = query.dueBefore {
                    condition.require("valid_until < ?", day.text)
                    condition.require("\(DocumentCondition.end) IS NULL")
                }
                let indices = try Int64.fetchAll(
                    connection,
                    sql: "SELECT record FROM document WHERE \(condition.sql) ORDER BY record LIMIT ?",
                    arguments: condition.arguments + [query.limit])
                return try indices.map { try Self.listing(UInt64(bitPattern: $0), connection) }
            }
        }
    }

    func search(_ query: SearchQuery) async throws -> SearchPage {
        try await pool.run {
            try database.read { connection in
                let found = try CatalogueSearch(query).run(connection)
                return SearchPage(
                    listings: try found.records.map { try Self.listing(UInt64(bitPattern: $0), connection) },
                    next: found.next.map(UInt64.init(bitPattern:)))
            }
        }
    }

    func history(of document: DocumentID) async throws -> [UInt64] {
        try await pool.run {
            try database.read { connection in
                try Int64.fetchAll(
                    connection,
                    sql: """
                        SELECT record FROM document WHERE id = ?1
                        UNION ALL SELECT record FROM document_event WHERE document = ?1 ORDER BY record
                        """, arguments: [document.text]
                ).map(UInt64.init(bitPattern:))
            }
        }
    }

    func links(of identity: OwnerIdentity) async throws -> [UInt64] {
        try await pool.run {
            try database.read { connection in
                var found: Set<Int64> = []
                for owner in identity.identifiers {
                    found.formUnion(
                        try Int64.fetchAll(
                            connection,
                            sql: """
                                SELECT record FROM owner_link WHERE first = ?1
                                UNION ALL SELECT record FROM owner_link WHERE second = ?1
                                """, arguments: [owner.description]))
                }
                return found.sorted().map(UInt64.init(bitPattern:))
            }
        }
    }

    private static func listing(_ index: UInt64, _ connection: Database) throws -> DocumentListing {
        guard let row = try RecordRow.fetch(index..<(index + 1), connection).first, let record = try? row.record(),
            let description = record.shared.document
        else { throw VaultError(.integrity, ["part": "record", "index": String(index)]) }
        return DocumentListing(
            index: index, time: record.leaf.time, description: description,
            end: try DocumentStandingRow.end(
                of: description.document, version: description.version, after: Int64(index), connection))
    }
}
