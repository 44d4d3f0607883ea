import GRDB
import PKI
import VaultCore

extension SQLiteRecordStore {
    func extent(of scope: ErasureScope) async throws -> ErasureExtent {
        try await pool.run { try database.read { try ErasureReach($0).extent(of: scope) } }
    }

    func spaces(of identity: OwnerIdentity) async throws -> [SpaceID] {
        try await pool.run {
            try database.read { connection in
                try identity.identifiers.compactMap { try Self.space(of: $0.description, connection) }
                    .sorted { $0.text < $1.text }
            }
        }
    }

    func spaces(forErasing identity: OwnerIdentity) async throws -> [SpaceID] {
        let known = try await spaces(of: identity)
        guard known.isEmpty else { return known }
        let named = try await pool.run {
            try database.read { connection in try identity.identifiers.filter(ErasureReach(connection).isNamed) }
        }
        guard let owner = named.min(by: { $0.description < $1.description }) else { return [] }
        return [try await space(of: owner)]
    }

    func linksInForce(provenBy documents: [DocumentID]) async throws -> [UInt64] {
        guard !documents.isEmpty else { return [] }
        return try await pool.run {
            try database.read { connection in
                let named = Set(documents)
                // Of each pair the newest entry counts.
                let newest = try Int64.fetchAll(
                    connection,
                    sql: """
                        SELECT record FROM owner_link AS link WHERE linked = 1 AND NOT EXISTS (
                            SELECT 1 FROM owner_link AS later
                            WHERE later.first = link.first AND later.second = link.second AND later.record > link.record)
                        """)
                return try newest.map(UInt64.init(bitPattern:)).filter { index in
                    let record = try RecordRow.fetch(index..<(index + 1), connection).first?.record()
                    guard case .ownerLink(let link) = record?.shared.content else { return false }
                    return named.contains(link.evidence.document)
                }
            }
        }
    }

    func serials(of records: [UInt64]) async throws -> ErasedSerials? {
        try await pool.run {
            let rows = try database.read { connection in
                let statement = try connection.cachedStatement(
                    sql: """
                        SELECT series, given, last FROM serial WHERE record = ?1
                        UNION ALL SELECT series, 0, serial FROM certification WHERE record = ?1 AND serial IS NOT NULL
                        """)
                return try records.flatMap { try Row.fetchAll(statement, arguments: [Int64($0)]) }
            }
            guard !rows.isEmpty else { return nil }
            let key = try ErasureKeyFile.make(layout)
            return ErasedSerials(
                key: key.digest,
                entries: rows.map { .init(series: key.name(of: $0["series"]), isGiven: $0["given"], last: $0["last"]) })
        }
    }

    func request(_ id: DocumentID) async throws -> UInt64? {
        try await index("SELECT record FROM erasure_request WHERE request = ? LIMIT 1", id)
    }

    func erasure(_ id: DocumentID) async throws -> UInt64? {
        try await pool.run {
            try database.read { connection in
                // There are few, and each is read once in a while.
                for index in try Self.tombstones(connection) {
                    let record = try RecordRow.fetch(index..<(index + 1), connection).first?.record()
                    if case .erasure(let erasure) = record?.shared.content, erasure.id == id { return index }
                }
                return nil
            }
        }
    }

    func tombstone(of document: DocumentID) async throws -> UInt64? {
        try await index("SELECT record FROM erased_document WHERE document = ?", document)
    }

    func erasures() async throws -> (waiting: [UInt64], done: [UInt64]) {
        try await pool.run {
            try database.read { connection in
                let waiting = try Int64.fetchAll(
                    connection, sql: "SELECT DISTINCT record FROM erasure_request ORDER BY record")
                return (waiting.map(UInt64.init(bitPattern:)), try Self.tombstones(connection))
            }
        }
    }

    private static func tombstones(_ connection: Database) throws -> [UInt64] {
        try Int64.fetchAll(connection, sql: "SELECT DISTINCT tombstone FROM erased_record ORDER BY tombstone")
            .map(UInt64.init(bitPattern:))
    }

    private func index(_ sql: String, _ id: DocumentID) async throws -> UInt64? {
        try await pool.run {
            try database.read { try Int64.fetchOne($0, sql: sql, arguments: [id.text]).map(UInt64.init(bitPattern:)) }
        }
    }

    /// The last number that erased records of a series had: given out, or brought within a range.
    /// - Throws: `KEY_MISSING` where there are erased numbers and the key is gone: a number could be given out twice.
    func erasedLast(
        of series: CodeSeries, broughtIn range: ClosedRange<Int>? = nil, _ connection: Database
    ) throws -> Int? {
        guard try Int.fetchOne(connection.cachedStatement(sql: "SELECT 1 FROM erased_serial LIMIT 1")) != nil else {
            return nil
        }
        guard let key = try ErasureKeyFile.read(layout) else { throw VaultError(.keyMissing, ["key": "erasure"]) }
        return try Int.fetchOne(
            connection.cachedStatement(
                sql: "SELECT MAX(last) FROM erased_serial WHERE series = ? AND given = ? AND last BETWEEN ? AND ?"),
            arguments: [
                key.name(of: CatalogueRows.key(of: series)), range == nil, range?.lowerBound ?? 0,
                range?.upperBound ?? Int.max,
            ])
    }
}
