import GRDB
import VaultCore

/// Turns SQLite's errors into the vault's codes. A failed sync ends the process, as everywhere (`DurableWrite`).
enum CatalogueError {
    static func error(_ error: DatabaseError) -> VaultError {
        switch error.extendedResultCode {
        case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC:
            DurableWrite.fatal("sqlite-fsync", error.extendedResultCode.rawValue)
        default: break
        }
        let facts = ["part": "catalogue", "sqlite": String(error.extendedResultCode.rawValue)]
        return switch error.resultCode {
        case .SQLITE_FULL: VaultError(.diskFull, facts)
        case .SQLITE_BUSY, .SQLITE_LOCKED: VaultError(.vaultLocked, facts)
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: VaultError(.notPermitted, facts)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR: VaultError(.integrity, facts)
        default: VaultError(.inputOutput, facts)
        }
    }
}
