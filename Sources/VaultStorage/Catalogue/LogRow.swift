import GRDB
import PKI
import TransparencyLog
import VaultCore

/// The row of `log`: the committed state.
struct LogRow {
    let size: UInt64
    let root: [UInt8]
    let frontier: [UInt8]
    let checkpoint: [UInt8]

    init(_ state: LogState) {
        size = state.size
        root = state.frontier.root.bytes
        frontier = state.frontier.hashes.flatMap(\.bytes)
        checkpoint = state.checkpoint
    }

    /// - Throws: `INTEGRITY_FAILURE` where there is none.
    init(_ database: Database) throws {
        guard let row = try Row.fetchOne(database, sql: "SELECT size, root, frontier, checkpoint FROM log WHERE id = 1")
        else { throw VaultError(.integrity, ["part": "catalogue", "reason": "log"]) }
        size = UInt64(bitPattern: row[0])
        root = row.bytes(1)
        frontier = row.bytes(2)
        checkpoint = row.bytes(3)
    }

    /// The committed size alone.
    static func size(_ database: Database) throws -> UInt64 {
        let size = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT size FROM log WHERE id = 1"))
        guard let size else { throw VaultError(.integrity, ["part": "catalogue", "reason": "log"]) }
        return UInt64(bitPattern: size)
    }

    func insert(_ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO log (id, size, root, frontier, checkpoint) VALUES (1, ?, ?, ?, ?)",
            arguments: [
                Int64(size), root.databaseBytes, frontier.databaseBytes, checkpoint.databaseBytes,
            ])
    }

    /// Puts this state in place of the one of the expected size.
    /// - Returns: false where the committed size is another; nothing is changed then.
    func replace(expecting expected: UInt64, _ database: Database) throws -> Bool {
        try database.execute(
            sql: "UPDATE log SET size = ?, root = ?, frontier = ?, checkpoint = ? WHERE id = 1 AND size = ?",
            arguments: [
                Int64(size), root.databaseBytes, frontier.databaseBytes, checkpoint.databaseBytes, Int64(expected),
            ])
        return database.changesCount == 1
    }

    /// The frontier, if it is one and leads to the root.
    var tree: TreeFrontier? {
        let width = MerkleHash.byteCount
        guard frontier.count % width == 0 else { return nil }
        let hashes = stride(from: 0, to: frontier.count, by: width).compactMap {
            MerkleHash(Array(frontier[$0..<($0 + width)]))
        }
        guard let tree = TreeFrontier(size: size, hashes: hashes), tree.root.bytes == root else { return nil }
        return tree
    }

    /// The state with the last leaf's time.
    /// - Throws: `INTEGRITY_FAILURE` where the row contradicts itself or the last record is missing.
    func state(_ database: Database) throws -> LogState {
        func failure(_ reason: String) -> VaultError {
            VaultError(.integrity, ["part": "catalogue", "reason": reason])
        }
        guard let tree else { throw failure("log") }
        var lastTime: Instant?
        if size > 0 {
            guard let row = try RecordRow.fetch((size - 1)..<size, database).first,
                let leaf = try? LogLeaf(bytes: row.leaf)
            else { throw failure("record") }
            lastTime = leaf.time
        }
        return LogState(frontier: tree, checkpoint: checkpoint, lastTime: lastTime)
    }
}
