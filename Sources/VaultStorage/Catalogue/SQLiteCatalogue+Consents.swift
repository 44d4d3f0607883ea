import GRDB
import PKI
import VaultCore

extension SQLiteCatalogue {
    func consents(_ query: ConsentQuery) async throws -> [(granted: UInt64, events: [UInt64])] {
        try await pool.run {
            try database.read { connection in
                var conditions = ["record > ?"]
                var arguments: StatementArguments = [query.after.map { Int64(clamping: $0) } ?? -1]
                if let owner = query.owner {
                    let names = owner.identifiers.map(\.description)
                    conditions.append("owner IN (\(names.map { _ in "?" }.joined(separator: ", ")))")
                    arguments += StatementArguments(names)
                }
                if let agency = query.agency {
                    conditions.append("agency = ?")
                    arguments += [agency.text]
                }
                if let prefix = query.prefix {
                    conditions.append("id >= ? AND id < ?")
                    arguments += [prefix, prefix + "g"]
                }
                if query.isDue {
                    conditions.append("\(Self.has(.withdrawn)) AND NOT \(Self.has(.fulfilled))")
                }
                let granted = try Row.fetchAll(
                    connection,
                    sql: """
                        SELECT record, id FROM consent WHERE \(conditions.joined(separator: " AND "))
                        ORDER BY record LIMIT \(ConsentQuery.maximumPage)
                        """, arguments: arguments)
                return try granted.map { row in
                    let id: String = row["id"]
                    let record: Int64 = row["record"]
                    let events = try Int64.fetchAll(
                        connection.cachedStatement(
                            sql: "SELECT record FROM consent_event WHERE consent = ? ORDER BY record"), arguments: [id])
                    return (UInt64(bitPattern: record), events.map(UInt64.init(bitPattern:)))
                }
            }
        }
    }

    /// Whether a consent has an event of this kind.
    private static func has(_ kind: ConsentEvent.Kind) -> String {
        "EXISTS (SELECT 1 FROM consent_event WHERE consent = consent.id AND event = '\(kind.rawValue)')"
    }
}

/// Answered by the rows of each moment: whoever asks after a withdrawal was committed gets no.
extension SQLiteCatalogue {
    func consent(
        of owner: OwnerIdentity, to agency: AgencyCode, for purpose: AccessPurpose, document: DocumentID?,
        at time: Instant
    ) async throws -> UInt64? {
        guard let day = DocumentDay(inVietnam: time) else { return nil }
        return try await pool.run {
            try database.read { connection in
                let statement = try connection.cachedStatement(
                    sql: """
                        SELECT record FROM consent WHERE owner = ?1 AND agency = ?2 AND purpose = ?3
                        AND first_day <= ?4 AND last_day >= ?4
                        AND (covers_all = 1 OR EXISTS (
                            SELECT 1 FROM consent_document AS named
                            WHERE named.record = consent.record AND named.document = ?5))
                        AND NOT \(Self.has(.withdrawn))
                        ORDER BY record LIMIT 1
                        """)
                let found = try owner.identifiers.compactMap { name in
                    try Int64.fetchOne(
                        statement,
                        arguments: [name.description, agency.text, purpose.text, day.text, document?.text])
                }
                return found.min().map(UInt64.init(bitPattern:))
            }
        }
    }
}
