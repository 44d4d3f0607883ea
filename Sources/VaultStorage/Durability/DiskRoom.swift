import Glibc
import VaultCore

/// What is left on a vault's disk.
enum DiskRoom {
    /// With less room than this no vault takes deposits: what one leaves behind before it is refused, and what the catalogue
    /// needs to be written at all.
    static let minimum = 256 << 20
    /// What uploads leave free, so that whoever never deposits what he sends keeps nobody else from depositing.
    static let besideUploads = 2 * minimum

    /// Bytes that are free to this account on the disk of `path`.
    static func free(at path: String) throws -> Int {
        var figures = statvfs()
        guard statvfs(path, &figures) == 0 else { throw SystemError.last("statvfs") }
        return Int(
            clamping: UInt64(figures.f_bavail).multipliedReportingOverflow(by: UInt64(figures.f_frsize)).partialValue)
    }

    /// - Throws: `DISK_FULL` where less than `least` is free.
    static func check(at path: String, least: Int) throws {
        guard try free(at: path) >= least else { throw SystemError.error("statvfs", ENOSPC) }
    }
}
