import Foundation
import GRDB
import PKI
import VaultCore

/// The rows that a record leads to. Depositing writes them, checking compares with them, rebuilding writes them again:
/// nothing else may decide what they hold.
struct CatalogueRows: Hashable {
    /// One row: its table, and its columns in the order of the schema.
    struct Row: Hashable {
        let table: CatalogueTable
        let values: [DatabaseValue]
    }

    let rows: [Row]

    init(_ record: VaultCore.Record) {
        let document = record.shared.description
        let index = Int64(record.index).databaseValue
        var rows: [Row] = []
        rows.append(
            Row(
                table: .document,
                values: [
                    index, document.document.text.databaseValue, document.version.databaseValue,
                    document.name.databaseValue, document.owner.description.databaseValue,
                    document.category.rawValue.databaseValue, document.status.rawValue.databaseValue,
                    document.code?.scheme.databaseValue ?? .null, document.code?.value.databaseValue ?? .null,
                    document.code.map { Self.key(of: $0.value).databaseValue } ?? .null,
                ]))
        for (position, file) in document.files.enumerated() {
            rows.append(
                Row(
                    table: .file,
                    values: [
                        index, position.databaseValue, file.role.rawValue.databaseValue,
                        file.name.text.databaseValue, file.size.databaseValue, file.mediaType.databaseValue,
                        file.digest.hexadecimal.databaseValue,
                    ]))
        }
        for object in record.objects {
            rows.append(
                Row(
                    table: .object,
                    values: [object.space.text.databaseValue, object.digest.hexadecimal.databaseValue, index]))
        }
        rows.append(
            Row(
                table: .space,
                values: [document.owner.description.databaseValue, record.private.space.text.databaseValue]))
        self.rows = rows
    }

    /// What codes are unique by: their composed form, so that two which differ by normalisation alone are the same.
    static func key(of code: String) -> String { code.precomposedStringWithCanonicalMapping }

    func insert(_ database: Database) throws {
        for row in rows {
            try database.cachedStatement(sql: row.table.insertion).execute(arguments: StatementArguments(row.values))
        }
    }
}
