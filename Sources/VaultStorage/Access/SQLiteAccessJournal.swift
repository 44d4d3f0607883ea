import GRDB
import PKI
import VaultCore

/// The journal of accesses in `catalogue.sqlite`. Entries that come at the same time share a transaction.
actor SQLiteAccessJournal: AccessJournal {
    private let database: CatalogueDatabase
    private let pool: any BlockingPool
    /// Microseconds.
    private let interval: @Sendable () throws -> Int64
    private let now: @Sendable () -> Instant

    private var waiting: [(entries: [AccessEntry], answer: CheckedContinuation<Void, any Error>)] = []
    private var isWriting = false

    /// Entries of one transaction: as the sequencer's.
    private static let maximumBatch = 1024
    /// Digests of one commit; where more are due, the next ones follow with the commit after.
    private static let maximumDigests = 256

    /// - Parameter interval: seconds, as the vault's policy says when it is asked.
    init(
        database: CatalogueDatabase, pool: any BlockingPool, interval: @escaping @Sendable () throws -> Int,
        now: @escaping @Sendable () -> Instant = Instant.now
    ) {
        self.database = database
        self.pool = pool
        self.interval = { Int64(try interval()) * 1_000_000 }
        self.now = now
    }

    init(
        database: CatalogueDatabase, pool: any BlockingPool, interval: Int,
        now: @escaping @Sendable () -> Instant = Instant.now
    ) {
        self.init(database: database, pool: pool, interval: { interval }, now: now)
    }

    func record(_ entries: [AccessEntry]) async throws {
        guard !entries.isEmpty else { return }
        try await withCheckedThrowingContinuation { answer in
            waiting.append((entries, answer))
            guard !isWriting else { return }
            isWriting = true
            Task { await writeAllWaiting() }
        }
    }

    private func writeAllWaiting() async {
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.maximumBatch))
            waiting.removeFirst(batch.count)
            do {
                let entries = batch.flatMap(\.entries)
                try await pool.run { [database, now] in
                    try database.write { try AccessRow.append(entries, $0, now: now) }
                }
                for item in batch { item.answer.resume() }
            } catch {
                for item in batch { item.answer.resume(throwing: error) }
            }
        }
        isWriting = false
    }

    func due() async throws -> [AccessDigest] {
        let now = now().microseconds
        return try await pool.run { [database, interval] in
            let interval = try interval()
            guard try database.read({ try Self.end(interval, now: now, $0) }) != nil else { return [] }
            return try database.write { connection in
                guard let (start, end) = try Self.end(interval, now: now, connection) else { return [] }
                // From here on nobody gets a time before the end, whatever his clock says.
                var head = try AccessHead.fetch(connection)
                head.stamp = max(head.stamp, end - 1)
                try head.save(connection)
                return try Self.digests(from: start, to: end, interval, connection)
            }
        }
    }

    /// Whether a digest is due; nothing is written.
    /// - Parameter interval: seconds.
    static func isDue(_ database: CatalogueDatabase, interval: Int, now: Instant) throws -> Bool {
        try database.read { try end(Int64(interval) * 1_000_000, now: now.microseconds, $0) } != nil
    }

    private struct Start {
        let stamp: Int64
        let sequence: Int64
        let chain: [UInt8]
    }

    /// Where the next digest begins, and the end of the last interval that is over; nil where none is.
    private static func end(_ interval: Int64, now: Int64, _ connection: Database) throws -> (Start, Int64)? {
        let start: Start
        if let last = try Row.fetchOne(
            connection.cachedStatement(
                sql: "SELECT to_stamp, first + count, head FROM access_digest ORDER BY record DESC LIMIT 1"))
        {
            start = Start(stamp: last[0], sequence: last[1], chain: last.bytes(2))
        } else {
            // Intervals are counted from the first access on.
            guard
                let first = try Int64.fetchOne(
                    connection.cachedStatement(sql: "SELECT stamp FROM access WHERE seq = 1"))
            else { return nil }
            start = Start(stamp: first, sequence: 1, chain: AccessChain.start)
        }
        let intervals = (now - start.stamp) / interval
        return intervals > 0 ? (start, start.stamp + intervals * interval) : nil
    }

    /// One digest for each interval with entries, and one for each row of intervals without.
    private static func digests(
        from start: Start, to end: Int64, _ interval: Int64, _ connection: Database
    ) throws -> [AccessDigest] {
        var digests: [AccessDigest] = []
        var (stamp, sequence, chain) = (start.stamp, start.sequence, start.chain)
        func digest(to next: Int64, count: Int64) throws -> AccessDigest {
            guard let head = Digest("sha256:" + chain.hexadecimal), let first = UInt64(exactly: sequence),
                let number = UInt64(exactly: count)
            else { throw VaultError(.integrity, ["part": "catalogue", "reason": "access"]) }
            return AccessDigest(
                from: Instant(microseconds: stamp), to: Instant(microseconds: next), first: first, count: number,
                head: head)
        }
        while stamp < end, digests.count < maximumDigests {
            let next = try Int64.fetchOne(
                connection, sql: "SELECT stamp FROM access WHERE seq >= ? AND stamp < ? ORDER BY seq LIMIT 1",
                arguments: [sequence, end])
            let busy = next.map { stamp + max(0, $0 - stamp) / interval * interval } ?? end
            if busy > stamp {
                digests.append(try digest(to: busy, count: 0))
                stamp = busy
                continue
            }
            let until = stamp + interval
            let first = sequence
            if let last = try Row.fetchOne(
                connection, sql: "SELECT seq, chain FROM access WHERE seq >= ? AND stamp < ? ORDER BY seq DESC LIMIT 1",
                arguments: [sequence, until])
            {
                chain = last.bytes(1)
                let following: Int64 = last[0] + 1
                digests.append(try digest(to: until, count: following - first))
                sequence = following
            }
            stamp = until
        }
        return digests
    }

    func entries(_ query: AccessQuery) async throws -> [AccessRecord] {
        try await pool.run { [database] in
            try database.read { connection in
                var terms = ["seq < ?"]
                var arguments: StatementArguments = [query.before.map { Int64(clamping: $0) } ?? Int64.max]
                if let document = query.document {
                    terms.append("document = ?")
                    arguments += [document.text]
                }
                if let spaces = query.spaces {
                    terms.append("space IN (\(spaces.map { _ in "?" }.joined(separator: ", ")))")
                    arguments += StatementArguments(spaces.map(\.text).sorted())
                }
                if let since = query.since {
                    terms.append("stamp >= ?")
                    arguments += [since.microseconds]
                }
                let sql = """
                    SELECT \(AccessRow.columns) FROM access WHERE \(terms.joined(separator: " AND "))
                    ORDER BY seq DESC LIMIT \(AccessQuery.maximumPage)
                    """
                return try Row.fetchAll(connection, sql: sql, arguments: arguments).map { row in
                    let found = AccessRow(row)
                    guard let record = found.record else {
                        throw VaultError(.integrity, ["part": "access", "index": String(found.sequence)])
                    }
                    return record
                }
            }
        }
    }
}
