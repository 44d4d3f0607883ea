import GRDB
import VaultCore

/// What must hold of a row of `document` that is shown to somebody.
struct DocumentCondition {
    private var terms: [String]
    private(set) var arguments: StatementArguments = []

    /// The event that ended a row's version; NULL while it is in force. As `DocumentStandingRow.end`.
    static let end = """
        (SELECT event.event FROM document_event AS event
            WHERE event.document = document.id AND event.record > document.record
            AND (event.event <> 'refused' OR event.version = document.version)
            ORDER BY event.record DESC LIMIT 1)
        """

    /// A document once: its newest version that was let in, and for its owner a newer one that is pending. Without an
    /// owner, what is pending is not seen.
    init(seenBy owner: OwnerIdentity?) {
        terms = [
            """
            NOT EXISTS (SELECT 1 FROM document AS newer WHERE newer.id = document.id
                AND newer.version > document.version
                AND (newer.status = 'accepted' OR newer.status = document.status))
            """
        ]
        if let owner {
            require(owner)
        } else {
            terms.append("document.status = 'accepted'")
        }
    }

    private init(terms: [String]) { self.terms = terms }

    /// Newest versions that are pending and that nothing ended; as `DocumentStanding.isAwaiting`.
    /// - Parameter owner: nil for whatever owner.
    static func awaiting(of owner: OwnerIdentity?) -> DocumentCondition {
        var condition = DocumentCondition(terms: [
            "document.status = 'pending'",
            """
            NOT EXISTS (SELECT 1 FROM document AS newer WHERE newer.id = document.id
                AND newer.version > document.version)
            """,
            """
            NOT EXISTS (SELECT 1 FROM document_event AS event WHERE event.document = document.id
                AND event.record > document.record
                AND (event.event = 'withdrawn' OR event.version = document.version))
            """,
        ])
        if let owner { condition.require(owner) }
        return condition
    }

    private mutating func require(_ owner: OwnerIdentity) {
        let names = owner.identifiers.map(\.description).sorted()
        terms.append("document.owner IN (\(names.map { _ in "?" }.joined(separator: ", ")))")
        arguments += StatementArguments(names)
    }

    mutating func require(_ term: String, _ values: any DatabaseValueConvertible...) {
        terms.append(term)
        for value in values { arguments += [value] }
    }

    var sql: String { terms.joined(separator: " AND ") }
}
