import GRDB
import VaultCore

/// Where a document stands, from the rows of `document` and `document_event`.
enum DocumentStandingRow {
    /// - Returns: nil for a document that is not there.
    /// - Throws: `INTEGRITY_FAILURE` where a row holds what no record leads to.
    static func standing(of document: DocumentID, _ database: Database) throws -> DocumentStanding? {
        let newest = try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT record, version, owner, category FROM document WHERE id = ? ORDER BY version DESC LIMIT 1"),
            arguments: [document.text])
        guard let newest else { return nil }
        let owner: String = newest["owner"]
        let category: Int = newest["category"]
        guard let owner = try? Owner(recorded: owner), let category = VaultCore.Category(rawValue: category) else {
            throw VaultError(.integrity, ["part": "catalogue", "reason": "document"])
        }
        let accepted = try Row.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT record, version FROM document WHERE id = ? AND status = 'accepted'
                    ORDER BY version DESC LIMIT 1
                    """), arguments: [document.text])
        let current = accepted ?? newest
        var standing = DocumentStanding(
            owner: owner, category: category, newestVersion: newest["version"], acceptedVersion: accepted?["version"],
            end: try end(of: document, version: current["version"], after: current["record"], database))
        standing.isNewestRefused =
            try Int.fetchOne(
                database.cachedStatement(
                    sql: "SELECT 1 FROM document_event WHERE document = ? AND version = ? AND event = 'refused'"),
                arguments: [document.text, standing.newestVersion]) != nil
        return standing
    }

    /// What ended a version of a document after its record. A refusal ends the pending version that it names alone.
    static func end(
        of document: DocumentID, version: Int, after index: Int64, _ database: Database
    ) throws -> DocumentEvent.Kind? {
        let event = try String.fetchOne(
            database.cachedStatement(
                sql: """
                    SELECT event FROM document_event WHERE document = ? AND record > ?
                        AND (event <> 'refused' OR version = ?)
                    ORDER BY record DESC LIMIT 1
                    """),
            arguments: [document.text, index, version])
        guard let event else { return nil }
        guard let kind = DocumentEvent.Kind(rawValue: event) else {
            throw VaultError(.integrity, ["part": "catalogue", "reason": "event"])
        }
        return kind
    }
}
