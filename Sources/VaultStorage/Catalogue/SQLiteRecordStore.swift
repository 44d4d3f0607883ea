import Foundation
import GRDB
import PKI
import VaultCore

/// Records, leaves and the log's state in `catalogue.sqlite`.
struct SQLiteRecordStore: RecordStore {
    let database: CatalogueDatabase
    let layout: VaultLayout
    let pool: any BlockingPool
    /// The `vault.json` that whoever asks for the state goes by; nil for one who looks at whatever is there.
    var identity: Digest?

    /// How long another process may keep the lease: a batch of a thousand deposits takes a second, on a slow disk under
    /// load ten times that.
    private static let patience = Duration.seconds(30)
    /// Between two attempts; short against the syncs of a commit.
    private static let pause = Duration.milliseconds(1)

    func lease() async throws -> any SequencingLease {
        let deadline = ContinuousClock.now + Self.patience
        while true {
            if let lock = try FolderLock(trying: layout.log) { return lock }
            guard ContinuousClock.now < deadline else { throw VaultError(.vaultLocked) }
            try await Task.sleep(for: Self.pause)
        }
    }

    func state() async throws -> LogState {
        try await pool.run {
            try database.read { connection in
                // Under the lease nobody else changes keys: whoever signs a state asks for the one before first.
                let pinned = try LocalState.value(LocalState.identity, connection)
                if let identity, pinned != identity.description { throw VaultError(.keysChanged) }
                return try LogRow(connection).state(connection)
            }
        }
    }

    /// Whichever keys the vault has by now: entries stay what they are.
    func size() async throws -> UInt64 { try await pool.run { try database.read { try LogRow.size($0) } } }

    func commit(
        _ records: [VaultCore.Record], accesses: [AccessEntry], answers: [AnsweredRequest],
        expecting expected: UInt64, state: LogState
    ) async throws {
        try await pool.run {
            try database.write { connection in
                guard try LogRow(state).replace(expecting: expected, connection) else {
                    throw VaultError(.logConflict, ["expected": String(expected)])
                }
                for record in records {
                    try RecordRow(record).insert(connection)
                    if case .erasure(let erasure) = record.shared.content {
                        try RecordErasing(erasure, tombstone: record.index).run(connection)
                    }
                    try CatalogueRows(record).insert(connection)
                }
                try AccessRow.append(accesses, connection)
                if let newest = records.last {
                    try IdempotencyRow.append(answers, at: newest.leaf.time, connection)
                }
            }
        }
    }

    func answers(to requests: [IdempotentRequest]) async throws -> [Digest: AnsweredRequest] {
        guard !requests.isEmpty else { return [:] }
        return try await pool.run {
            try database.read { connection in
                var answers: [Digest: AnsweredRequest] = [:]
                for request in requests { answers[request.key] = try IdempotencyRow.answer(to: request, connection) }
                return answers
            }
        }
    }

    func entries(_ range: Range<UInt64>) async throws -> [LogEntry] {
        try await pool.run {
            let rows = try database.read { try RecordRow.fetch(range, $0) }
            guard rows.count == range.count else {
                throw VaultError(.integrity, ["part": "record", "index": String(range.lowerBound)])
            }
            return try rows.map { row in
                do {
                    return try row.entry()
                } catch {
                    throw VaultError(.integrity, ["part": "record", "index": String(row.index)])
                }
            }
        }
    }

    func documents(with codes: [DocumentCode]) async throws -> [DocumentCode.Key: DocumentID] {
        guard !codes.isEmpty else { return [:] }
        return try await pool.run {
            try database.read { connection in
                let statement = try connection.cachedStatement(
                    sql: "SELECT id FROM document WHERE code_key = ? AND scheme = ? LIMIT 1")
                var holders: [DocumentCode.Key: DocumentID] = [:]
                for code in codes {
                    let id = try String.fetchOne(
                        statement, arguments: [CatalogueRows.key(of: code.value), code.scheme])
                    holders[code.key] = id.flatMap { DocumentID($0) }
                }
                return holders
            }
        }
    }

    func documents(
        certifiedUnder numbers: [CertificationNumber]
    ) async throws -> [CertificationNumber: DocumentID] {
        guard !numbers.isEmpty else { return [:] }
        return try await pool.run {
            try database.read { connection in
                let statement = try connection.cachedStatement(
                    sql: "SELECT document FROM certification WHERE series = ? AND number = ? LIMIT 1")
                var holders: [CertificationNumber: DocumentID] = [:]
                for number in numbers {
                    let id = try String.fetchOne(
                        statement, arguments: [CatalogueRows.key(of: number.register), number.number])
                    holders[number] = id.flatMap { DocumentID($0) }
                }
                return holders
            }
        }
    }

    func standings(of documents: [DocumentID]) async throws -> [DocumentID: DocumentStanding] {
        guard !documents.isEmpty else { return [:] }
        return try await pool.run {
            try database.read { connection in
                var standings: [DocumentID: DocumentStanding] = [:]
                for document in documents {
                    standings[document] = try DocumentStandingRow.standing(of: document, connection)
                }
                return standings
            }
        }
    }

    func lastSerials(of series: [CodeSeries]) async throws -> [CodeSeries: Int] {
        guard !series.isEmpty else { return [:] }
        return try await pool.run {
            try database.read { connection in
                let statement = try connection.cachedStatement(
                    sql: "SELECT MAX(last) FROM serial WHERE series = ? AND given = 1")
                var serials: [CodeSeries: Int] = [:]
                for series in Set(series) {
                    let given = try Int.fetchOne(statement, arguments: [CatalogueRows.key(of: series)]) ?? 0
                    serials[series] = max(given, try erasedLast(of: series, connection) ?? 0)
                }
                return serials
            }
        }
    }

    func greatestSerial(of series: CodeSeries, in range: ClosedRange<Int>) async throws -> Int? {
        try await pool.run {
            try database.read { connection in
                // A document brings a number as its code, or as what it was certified under.
                let brought = try Int.fetchOne(
                    connection.cachedStatement(
                        sql: """
                            SELECT MAX(number) FROM (
                                SELECT MAX(last) AS number FROM serial
                                    WHERE series = ?1 AND given = 0 AND last BETWEEN ?2 AND ?3
                                UNION ALL SELECT MAX(serial) FROM certification
                                    WHERE series = ?1 AND serial BETWEEN ?2 AND ?3)
                            """), arguments: [CatalogueRows.key(of: series), range.lowerBound, range.upperBound])
                let erased = try erasedLast(of: series, broughtIn: range, connection)
                return [brought, erased].compactMap { $0 }.max()
            }
        }
    }

    func identity(of owner: Owner) async throws -> OwnerIdentity {
        try await pool.run { try database.read { try OwnerLinkRows.identity(of: owner, $0) } }
    }

    func areLinked(_ one: Owner, _ other: Owner) async throws -> Bool {
        try await pool.run { try database.read { try OwnerLinkRows.linked(with: one, $0).contains(other) } }
    }

    func events(of consents: [ConsentID]) async throws -> [ConsentID: Set<ConsentEvent.Kind>] {
        guard !consents.isEmpty else { return [:] }
        return try await pool.run {
            try database.read { connection in
                let known = try connection.cachedStatement(sql: "SELECT 1 FROM consent WHERE id = ? LIMIT 1")
                let events = try connection.cachedStatement(sql: "SELECT event FROM consent_event WHERE consent = ?")
                var found: [ConsentID: Set<ConsentEvent.Kind>] = [:]
                for consent in Set(consents) where try Int.fetchOne(known, arguments: [consent.text]) != nil {
                    found[consent] = Set(
                        try String.fetchAll(events, arguments: [consent.text]).compactMap(
                            ConsentEvent.Kind.init(rawValue:)))
                }
                return found
            }
        }
    }

    func unreferenced(_ objects: [ObjectReference]) async throws -> [ObjectReference] {
        guard !objects.isEmpty else { return [] }
        return try await pool.run {
            try database.read { connection in
                let statement = try connection.cachedStatement(
                    sql: "SELECT 1 FROM object WHERE space = ? AND digest = ?")
                return try objects.filter {
                    try Int.fetchOne(statement, arguments: [$0.space.text, $0.digest.hexadecimal]) == nil
                }
            }
        }
    }

    func spaces(of owners: Set<Owner>) async throws -> [Owner: SpaceID] {
        guard !owners.isEmpty else { return [:] }
        return try await pool.run {
            try database.read { connection in
                var spaces: [Owner: SpaceID] = [:]
                for owner in owners { spaces[owner] = try Self.space(of: owner.description, connection) }
                return spaces
            }
        }
    }

    func space(of owner: Owner) async throws -> SpaceID {
        try await pool.run {
            let name = owner.description
            if let known = try database.read({ try Self.space(of: name, $0) }) { return known }
            return try database.write { connection in
                try connection.execute(
                    sql: "INSERT OR IGNORE INTO space (owner, space) VALUES (?, ?)",
                    arguments: [name, SpaceID.random().text])
                guard let space = try Self.space(of: name, connection) else {
                    throw VaultError(.integrity, ["part": "catalogue", "reason": "space"])
                }
                return space
            }
        }
    }

    func knownSpaces(of owners: Set<Owner>) async throws -> [SpaceID] {
        try await pool.run {
            try database.read { connection in
                try owners.map(\.description).sorted().compactMap { try Self.space(of: $0, connection) }
            }
        }
    }

    static func space(of owner: String, _ connection: Database) throws -> SpaceID? {
        let statement = try connection.cachedStatement(sql: "SELECT space FROM space WHERE owner = ?")
        return try String.fetchOne(statement, arguments: [owner]).map { text in
            guard let space = SpaceID(text), space != .shared else {
                throw VaultError(.integrity, ["part": "catalogue", "reason": "space"])
            }
            return space
        }
    }
}
