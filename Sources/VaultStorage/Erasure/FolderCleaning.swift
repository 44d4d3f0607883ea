import GRDB
import Glibc
import VaultCore

/// Takes away from a vault's folder what committed erasures left: objects, record files, and the bytes of deleted rows in
/// `catalogue.sqlite` and its write-ahead log. Any process may do it, again and at the same time as others.
struct FolderCleaning: ErasureCleaning {
    let database: CatalogueDatabase
    let layout: VaultLayout
    let objects: FileObjectStore
    let records: SQLiteRecordStore
    let staging: StagingFolder
    let volume: Volume
    let pool: any BlockingPool

    func finish() async throws -> Bool {
        let works = try await pool.run { try database.read { try ErasureWork.all($0) } }
        for work in works {
            guard case .files(let orphans) = work.step else { continue }
            try await remove(orphans)
            try await pool.run {
                try rewriteRecordFiles(of: work.tombstone)
                try database.write { try ErasureWork(tombstone: work.tombstone, step: .catalogue).keep($0) }
            }
        }
        return try await pool.run {
            let left = try database.read { try ErasureWork.all($0) }.filter {
                if case .files = $0.step { false } else { true }
            }
            guard !left.isEmpty else { return try database.read { try ErasureWork.all($0) }.isEmpty }
            if left.contains(where: { $0.step == .catalogue }) {
                guard try database.compact(temporaryFolder: staging.path) else { return false }
                try database.write { connection in
                    for work in left { try ErasureWork(tombstone: work.tombstone, step: .log).keep(connection) }
                }
            }
            guard try database.truncateLog() else { return false }
            try database.write { connection in for work in left { try work.remove(connection) } }
            return try database.read { try ErasureWork.all($0) }.isEmpty
        }
    }

    /// Under the lease, so that no deposit is about to rely on them.
    private func remove(_ orphans: [ObjectReference]) async throws {
        let lease = try await records.lease()
        defer { lease.release() }
        try await StagingRecovery(layout: layout, objects: objects, records: records).run()
        try await objects.remove(try await records.unreferenced(orphans))
        try await pool.run {
            for folder in Set(orphans.map { FilePath.parent(of: layout.object($0)) }) {
                // Neither goes while something lies in it.
                if rmdir(folder) == 0 { rmdir(FilePath.parent(of: folder)) }
            }
            // Uploads that a dead process left may be of the very owner.
            for folder in try StagingFolder.abandoned(below: layout.staging) {
                // Nobody begins in it meanwhile: a folder whose lock another holds is given up for a new one.
                guard let lock = try? FolderLock(trying: folder), lock.isLocking(folder) else { continue }
                Folder.remove(folder)
            }
            DurableWrite.syncVolume(volume.descriptor)
        }
    }

    private func rewriteRecordFiles(of tombstone: UInt64) throws {
        let lock = try FolderLock.waiting(for: layout.records)
        defer { lock.release() }
        let rows = try database.read { connection in
            try Int64.fetchAll(
                connection, sql: "SELECT record FROM erased_record WHERE tombstone = ? ORDER BY record",
                arguments: [Int64(tombstone)]
            ).flatMap { try RecordRow.fetch(UInt64($0)..<(UInt64($0) + 1), connection) }
        }
        try RecordFiles.write(rows, layout: layout, staging: staging, volume: volume)
    }
}
