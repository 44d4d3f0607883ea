import GRDB
import Glibc
import VaultCore

/// Writes `records/…` from the committed rows, behind the acknowledgements.
actor RecordFiles: RecordPublication {
    private let database: CatalogueDatabase
    private let layout: VaultLayout
    private let staging: StagingFolder
    private let volume: Volume
    private let pool: any BlockingPool
    private var current: Task<Void, any Error>?

    /// Files in one round of syncs.
    private static let batch: UInt64 = 1024

    init(
        database: CatalogueDatabase, layout: VaultLayout, staging: StagingFolder, volume: Volume,
        pool: any BlockingPool
    ) {
        self.database = database
        self.layout = layout
        self.staging = staging
        self.volume = volume
        self.pool = pool
    }

    func catchUp() async throws {
        // One at a time; whoever comes meanwhile looks again after it, since more may have been committed.
        while let running = current {
            _ = await running.result
            // Whoever began it may not have been resumed yet; waiting for a task that has ended would never let it.
            if current == running { current = nil }
        }
        let task = Task { try await writeMissing() }
        current = task
        defer { if current == task { current = nil } }
        try await task.value
    }

    private func writeMissing() async throws {
        while try await pool.run({ [self] in try writeBatch() }) {}
    }

    /// - Returns: whether there may be more.
    private nonisolated func writeBatch() throws -> Bool {
        // Else a process that has read a record whole could write its file after an erasure has written it anew.
        let lock = try FolderLock.waiting(for: layout.records)
        defer { lock.release() }
        let rows = try database.read { connection in
            let written = try LocalState.value(LocalState.recordsWritten, connection).flatMap { UInt64($0) } ?? 0
            let size = try LogRow(connection).size
            return written < size ? try RecordRow.fetch(written..<min(written + Self.batch, size), connection) : []
        }
        guard let last = rows.last else { return false }
        try Self.write(rows, layout: layout, staging: staging, volume: volume)
        try database.write { connection in
            let written = try LocalState.value(LocalState.recordsWritten, connection).flatMap { UInt64($0) } ?? 0
            try LocalState.set(LocalState.recordsWritten, String(max(written, last.index + 1)), connection)
        }
        return true
    }

    /// Writes the files of these records, durably, each in the place of what was there. Under the lock of the folder.
    static func write(_ rows: [RecordRow], layout: VaultLayout, staging: StagingFolder, volume: Volume) throws {
        var moves: [DurableWrite.Move] = []
        do {
            for row in rows {
                let path = staging.newPath("record-")
                try NewFile.write(row.text, to: path)
                moves.append(.init(from: path, to: layout.record(row.index), isSynced: false))
            }
            try DurableWrite.move(moves, volume: volume.descriptor)
        } catch {
            for move in moves { unlink(move.from) }
            throw error
        }
    }
}
