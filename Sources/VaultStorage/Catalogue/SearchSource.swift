import GRDB
import VaultCore

/// Where the records that may be meant are read from: an index that has them in the order of the log, or a small set.
struct SearchSource {
    /// One statement for each index that is read; the last place of each is for the log index that records lie below.
    private let selections: [(sql: String, values: [any DatabaseValueConvertible])]
    /// Whether the newest can be read without reading all.
    let isOrdered: Bool

    /// All documents.
    static var documents: SearchSource {
        SearchSource(selections: [("SELECT record FROM document WHERE record < ?", [])])
    }

    static func word(_ word: String) -> SearchSource {
        SearchSource(selections: [("SELECT record FROM word WHERE word = ? AND record < ?", [word])])
    }

    static func owner(_ owner: OwnerIdentity) -> SearchSource {
        SearchSource(
            selections: owner.identifiers.map(\.description).sorted().map {
                ("SELECT record FROM document WHERE owner = ? AND record < ?", [$0])
            })
    }

    static func code(_ code: SearchQuery.Code) -> SearchSource {
        switch code {
        case .exactly(let code):
            SearchSource(
                selections: [
                    ("SELECT record FROM document WHERE code_key = ? AND record < ?", [CatalogueRows.key(of: code)])
                ])
        case .beginning(let code):
            // Without the name of the index, all documents would be read in the order of the log.
            SearchSource(
                selections: [
                    (
                        """
                        SELECT record FROM document INDEXED BY document_code
                        WHERE code_key >= ? AND code_key < ? AND record < ?
                        """, [CatalogueRows.key(of: code), CatalogueRows.key(of: code) + "\u{10ffff}"]
                    )
                ], isOrdered: false)
        }
    }

    private init(
        selections: [(sql: String, values: [any DatabaseValueConvertible])], isOrdered: Bool = true
    ) {
        self.selections = selections
        self.isOrdered = isOrdered
    }

    var sql: String { selections.map(\.sql).joined(separator: " UNION ALL ") }

    func arguments(below bound: Int64) -> StatementArguments {
        StatementArguments(selections.flatMap { $0.values + [bound] })
    }

    /// How far the newest records reach back: the index of the last of `depth`, the newest first.
    /// - Returns: nil where there are fewer.
    func reach(below bound: Int64, depth: Int, _ database: Database) throws -> Int64? {
        try Int64.fetchOne(
            database.cachedStatement(sql: "\(sql) ORDER BY record DESC LIMIT 1 OFFSET ?"),
            arguments: arguments(below: bound) + [depth - 1])
    }

    /// Whether there are at most so many records.
    func isSmall(below bound: Int64, limit: Int, _ database: Database) throws -> Bool {
        let count = try Int.fetchOne(
            database.cachedStatement(sql: "SELECT COUNT(*) FROM (\(sql) LIMIT ?)"),
            arguments: arguments(below: bound) + [limit + 1])
        return count ?? 0 <= limit
    }
}
