import GRDB
import PKI
import VaultCore

/// A row of `record`: bytes, nothing parsed.
struct RecordRow: Hashable, Sendable {
    let index: UInt64
    let leaf: [UInt8]
    let shared: [UInt8]
    let sharedSalt: [UInt8]
    let privatePart: [UInt8]
    let privateSalt: [UInt8]
    /// The index of the entry that erased it, as the catalogue has it.
    let tombstone: UInt64?

    /// - Parameter record: whole, with its private part.
    init(_ record: VaultCore.Record) {
        index = record.index
        leaf = record.leaf.bytes
        shared = record.shared.bytes
        sharedSalt = record.sharedSalt.bytes
        privatePart = record.private.bytes
        privateSalt = record.privateSalt?.bytes ?? []
        tombstone = nil
    }

    private init(_ row: Row) {
        index = UInt64(bitPattern: row[0])
        leaf = row.bytes(1)
        shared = row.bytes(2)
        sharedSalt = row.bytes(3)
        privatePart = row.bytes(4)
        privateSalt = row.bytes(5)
        tombstone = (row[6] as Int64?).map { UInt64(bitPattern: $0) }
    }

    /// The rows of a range, in order; fewer where some are missing.
    static func fetch(_ range: Range<UInt64>, _ database: Database) throws -> [RecordRow] {
        let cursor = try Row.fetchCursor(
            database.cachedStatement(
                sql: """
                    SELECT idx, leaf, shared, shared_salt, private, private_salt, tombstone FROM record
                    LEFT JOIN erased_record ON erased_record.record = idx
                    WHERE idx >= ? AND idx < ? ORDER BY idx
                    """),
            arguments: [Int64(range.lowerBound), Int64(range.upperBound)])
        var rows: [RecordRow] = []
        while let row = try cursor.next() { rows.append(RecordRow(row)) }
        return rows
    }

    func insert(_ database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO record (idx, leaf, shared, shared_salt, private, private_salt) VALUES (?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(
            arguments: [
                Int64(index), leaf.databaseBytes, shared.databaseBytes, sharedSalt.databaseBytes,
                privatePart.databaseBytes, privateSalt.databaseBytes,
            ])
    }

    /// Whether parts and salts are gone, as an erasure leaves it.
    var isEmptied: Bool { shared.isEmpty && sharedSalt.isEmpty && privatePart.isEmpty && privateSalt.isEmpty }

    /// - Throws: `PART_MALFORMED`, `LEAF_MALFORMED`; also where parts are missing and no entry says that it was erased, or
    ///   the other way round.
    func entry() throws(VaultError) -> LogEntry {
        guard let tombstone else { return .record(try record()) }
        guard isEmptied else { throw VaultError(.partMalformed, ["part": "record"]) }
        return .erased(ErasedRecord(index: index, leaf: try LogLeaf(bytes: leaf), tombstone: tombstone))
    }

    /// - Throws: `PART_MALFORMED`, `LEAF_MALFORMED`.
    func record() throws(VaultError) -> VaultCore.Record {
        guard let sharedSalt = Salt(sharedSalt), let privateSalt = Salt(privateSalt) else {
            throw VaultError(.partMalformed, ["part": "salt"])
        }
        return Record(
            index: index, leaf: try LogLeaf(bytes: leaf), shared: try SharedPart(bytes: shared),
            sharedSalt: sharedSalt, private: try PrivatePart(bytes: privatePart), privateSalt: privateSalt)
    }

    /// The file of `records/`.
    var text: [UInt8] {
        if let tombstone { return RecordText.bytes(index: index, leaf: leaf, tombstone: tombstone) }
        return RecordText.bytes(
            index: index, leaf: leaf, shared: shared, sharedSalt: sharedSalt, private: privatePart,
            privateSalt: privateSalt)
    }
}
