import GRDB
import PKI
import VaultCore

/// The rows of `idempotency`: requests that may be sent again, and the records by which they were done.
enum IdempotencyRow {
    /// Writes down what is done by the transaction that is open, and forgets what is older than anybody asks for.
    static func append(_ answers: [AnsweredRequest], at time: Instant, _ database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM idempotency WHERE stamp < ?")
            .execute(arguments: [time.adding(seconds: -IdempotentRequest.keepingTime).microseconds])
        guard !answers.isEmpty else { return }
        let statement = try database.cachedStatement(
            sql: "INSERT INTO idempotency (key, content, record, stamp) VALUES (?, ?, ?, ?)")
        for answer in answers {
            try statement.execute(
                arguments: [
                    answer.request.key.bytes.databaseBytes, answer.request.content.bytes.databaseBytes,
                    Int64(answer.index), time.microseconds,
                ])
        }
    }

    static func answer(to request: IdempotentRequest, _ database: Database) throws -> AnsweredRequest? {
        let row = try Row.fetchOne(
            database.cachedStatement(sql: "SELECT content, record FROM idempotency WHERE key = ?"),
            arguments: [request.key.bytes.databaseBytes])
        guard let row else { return nil }
        guard let content = Digest(algorithm: .sha256, bytes: row.bytes(0)),
            let index = UInt64(exactly: row[1] as Int64)
        else { throw VaultError(.integrity, ["part": "catalogue", "reason": "idempotency"]) }
        return AnsweredRequest(request: IdempotentRequest(key: request.key, content: content), index: index)
    }

    /// An erased record answers nothing any more.
    static func remove(of record: UInt64, _ database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM idempotency WHERE record = ?")
            .execute(arguments: [Int64(record)])
    }

    /// How many rows lead to no record that is there.
    static func countStray(_ database: Database) throws -> Int {
        try Int.fetchOne(
            database,
            sql: """
                SELECT COUNT(*) FROM idempotency WHERE record NOT IN (SELECT idx FROM record)
                    OR record IN (SELECT record FROM erased_record) OR length(key) <> 32 OR length(content) <> 32
                """) ?? 0
    }
}
