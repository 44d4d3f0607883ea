import GRDB
import VaultCore

/// A page of a search.
///
/// The rarest of what is asked for says which records may be meant; the newest of them are looked at one by one until
/// the page is full, or enough work is done for one page.
struct CatalogueSearch {
    private let query: SearchQuery
    private let bound: Int64

    /// Records that are looked at for one page: some ten milliseconds.
    static let window = 16_384
    /// So many of the newest records tell how rare something is: a fraction of a millisecond.
    static let sample = 1024

    init(_ query: SearchQuery) {
        self.query = query
        bound = query.before.map { Int64(clamping: $0) } ?? .max
    }

    /// - Returns: the records, the newest first, and what the next page begins before.
    func run(
        _ database: Database, window: Int = window, sample: Int = sample
    ) throws -> (records: [Int64], next: Int64?) {
        let source = try source(database, window: window, sample: sample)
        let candidates = "\(source.sql) ORDER BY record DESC LIMIT ?"
        let condition = condition
        // The subquery gives its rows in its order, and with CROSS JOIN it is the outer loop. An ORDER BY of the whole
        // would look at the whole window before the first row.
        var records = try Int64.fetchAll(
            database,
            sql: """
                SELECT candidate.record FROM (\(candidates)) AS candidate
                CROSS JOIN document ON document.record = candidate.record
                WHERE \(condition.sql) LIMIT ?
                """,
            arguments: source.arguments(below: bound) + [window] + condition.arguments + [query.limit + 1])
        guard zip(records, records.dropFirst()).allSatisfy({ $0 > $1 }) else {
            throw VaultError(.integrity, ["part": "catalogue", "reason": "order"])
        }
        if records.count > query.limit {
            records.removeLast()
            return (records, records.last)
        }
        let last = try Int64.fetchOne(
            database, sql: "\(candidates) OFFSET ?",
            arguments: source.arguments(below: bound) + [1, window - 1])
        return (records, last)
    }

    /// The rarest among the newest records: the one whose sample reaches back furthest.
    private func source(_ database: Database, window: Int, sample: Int) throws -> SearchSource {
        var sources = words.map { SearchSource.word($0) }
        if let owner = query.owner { sources.append(.owner(owner)) }
        if let code = query.code {
            let source = SearchSource.code(code)
            if source.isOrdered {
                sources.append(source)
            } else if try source.isSmall(below: bound, limit: window, database) {
                return source
            }
        }
        var rarest: (source: SearchSource, reach: Int64)?
        for source in sources {
            guard let reach = try source.reach(below: bound, depth: sample, database) else { return source }
            if reach < rarest?.reach ?? .max { rarest = (source, reach) }
        }
        return rarest?.source ?? .documents
    }

    /// Issuer and type have no index of their own; their words lead there.
    private var words: [String] {
        let texts = (query.terms?.words ?? []) + (query.issuer?.words ?? []) + (query.paperType?.words ?? [])
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    private var condition: DocumentCondition {
        var condition = DocumentCondition(seenBy: query.owner)
        for word in query.terms?.words ?? [] {
            condition.require(
                "EXISTS (SELECT 1 FROM word WHERE word.word = ? AND word.record = candidate.record)", word)
        }
        for phrase in query.terms?.phrases ?? [] {
            let fields = ["name_words", "notation_words", "issuer_words", "type_words"]
            condition.require(
                "(" + fields.map { Self.holds($0) }.joined(separator: " OR ") + ")", phrase, phrase, phrase, phrase)
        }
        if let issuer = query.issuer { condition.require(Self.holds("issuer_words"), issuer.phrase) }
        if let type = query.paperType { condition.require(Self.holds("type_words"), type.phrase) }
        if let code = query.code { require(code, &condition) }
        if let category = query.category { condition.require("document.category = ?", category.rawValue) }
        if let day = query.issuedFrom { condition.require("document.issued >= ?", day.text) }
        if let day = query.issuedTo { condition.require("document.issued <= ?", day.text) }
        if let status = query.status { require(status, &condition) }
        if query.isAdmittedOnly { condition.require("document.status = ?", DocumentStatus.accepted.rawValue) }
        return condition
    }

    /// Words that stand next to each other in a field of folded words.
    private static func holds(_ field: String) -> String {
        "instr(' ' || document.\(field) || ' ', ' ' || ? || ' ') > 0"
    }

    private func require(_ code: SearchQuery.Code, _ condition: inout DocumentCondition) {
        switch code {
        case .exactly(let code): condition.require("document.code_key = ?", CatalogueRows.key(of: code))
        case .beginning(let code):
            let key = CatalogueRows.key(of: code)
            condition.require("document.code_key >= ? AND document.code_key < ?", key, key + "\u{10ffff}")
        }
    }

    private func require(_ status: SearchQuery.Status, _ condition: inout DocumentCondition) {
        switch status {
        case .current, .pending:
            let admission = status == .current ? DocumentStatus.accepted : .pending
            condition.require("document.status = ? AND \(DocumentCondition.end) IS NULL", admission.rawValue)
        case .expired: condition.require("\(DocumentCondition.end) = ?", DocumentEvent.Kind.expired.rawValue)
        case .withdrawn: condition.require("\(DocumentCondition.end) = ?", DocumentEvent.Kind.withdrawn.rawValue)
        case .refused: condition.require("\(DocumentCondition.end) = ?", DocumentEvent.Kind.refused.rawValue)
        }
    }
}
