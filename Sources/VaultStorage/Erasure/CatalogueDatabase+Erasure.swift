import GRDB
import Glibc
import VaultCore

extension CatalogueDatabase {
    /// How often the write-ahead log is tried to be cut while another process reads an old state, and how long each waits
    /// (milliseconds): two seconds in all; whoever opens the vault next tries again.
    private static let attempts = 20
    private static let pause = 100

    /// Writes the whole file anew. Deleting rows is not enough, even with `secure_delete`: pages keep copies of cells that
    /// moved to others when they were split.
    /// - Returns: false where another process writes for too long.
    func compact(temporaryFolder: String) throws -> Bool {
        do {
            try connections.barrierWriteWithoutTransaction { connection in
                // What is written beside must not lie in /var/tmp, on another volume.
                let folder = temporaryFolder.replacing("'", with: "''")
                try connection.execute(sql: "PRAGMA temp_store_directory = '\(folder)'")
                defer { try? connection.execute(sql: "PRAGMA temp_store_directory = ''") }
                try connection.execute(sql: "VACUUM")
            }
            return true
        } catch let error as DatabaseError {
            let error = CatalogueError.error(error)
            if error.code == .vaultLocked { return false }
            throw error
        }
    }

    /// Folds the write-ahead log in and cuts it to nothing.
    /// - Returns: false where another process still reads a state that only the log has.
    func truncateLog() throws -> Bool {
        do {
            return try connections.barrierWriteWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA busy_timeout = \(Self.pause)")
                defer { try? connection.execute(sql: "PRAGMA busy_timeout = \(Int(Self.patience * 1000))") }
                for _ in 0..<Self.attempts {
                    let row = try Row.fetchOne(connection, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
                    if let row, row[0] == 0 { return true }
                    usleep(UInt32(Self.pause) * 1000)
                }
                return false
            }
        } catch let error as DatabaseError {
            let error = CatalogueError.error(error)
            if error.code == .vaultLocked { return false }
            throw error
        }
    }
}
