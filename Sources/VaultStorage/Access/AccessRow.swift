import GRDB
import PKI
import VaultCore

/// A row of `access`: bytes, and the columns that it is looked for by.
struct AccessRow: Hashable, Sendable {
    let sequence: Int64
    let stamp: Int64
    let document: String?
    let space: String?
    let part: [UInt8]
    let salt: [UInt8]
    let chain: [UInt8]

    static let columns = "seq, stamp, document, space, part, salt, chain"

    init(_ row: Row) {
        sequence = row[0]
        stamp = row[1]
        document = row[2]
        space = row[3]
        part = row.bytes(4)
        salt = row.bytes(5)
        chain = row.bytes(6)
    }

    /// Enters accesses behind the last one, in the transaction that is open.
    static func append(
        _ entries: [AccessEntry], _ database: Database, now: () -> Instant = Instant.now
    ) throws {
        guard !entries.isEmpty else { return }
        var head = try AccessHead.fetch(database)
        let statement = try database.cachedStatement(
            sql: "INSERT INTO access (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?)")
        for entry in entries {
            head.sequence += 1
            head.stamp = max(now().microseconds, head.stamp + 1)
            let record = AccessRecord(
                sequence: head.sequence, time: Instant(microseconds: head.stamp), entry: entry)
            let salt = Salt.random()
            head.chain = AccessChain.next(head.chain, record.bytes, salt: salt)
            try statement.execute(
                arguments: [
                    Int64(head.sequence), head.stamp, entry.document?.text, entry.space?.text,
                    record.bytes.databaseBytes, salt.bytes.databaseBytes, head.chain.databaseBytes,
                ])
        }
        try head.save(database)
    }

    /// What the row says; nil where its columns and its bytes do not agree.
    var record: AccessRecord? {
        guard let record = try? AccessRecord(bytes: part), Int64(exactly: record.sequence) == sequence,
            record.time.microseconds == stamp, record.entry.document?.text == document,
            record.entry.space?.text == space
        else { return nil }
        return record
    }
}
