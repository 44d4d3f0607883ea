import Glibc

/// How bytes become durable. The one place in kho that calls fsync, syncfs and rename.
///
/// The system calls, in order, for files that were written to staging before:
///
///     few files                          many files (more than `groupThreshold`)
///     1. fsync(2) of each file           1. syncfs(2) of the volume
///     2. fsync(2) of the staging folder
///     3. mkdir(2), rename(2) of each     2. mkdir(2), rename(2) of each
///     4. fsync(2) of each folder         3. syncfs(2) of the volume
///        that gained a name
///
/// Content is durable before it gets its name, so that no crash leaves a name over half a file. SQLite syncs its own
/// write-ahead log (`synchronous=FULL`).
///
/// A failed sync ends the process: the kernel may have dropped the dirty pages and would report success when asked
/// again, so nothing that was written can be trusted any more. It is never retried.
enum DurableWrite {
    /// Above this number of files one syncfs is cheaper than their fsyncs: measured on ext4, 32 files take about
    /// 15 ms one by one, and a syncfs of an idle volume about 5 ms plus the transfer itself.
    static let groupThreshold = 32

    /// The status with which a process ends whose sync failed: input/output (design.md section 8).
    static let fatalStatus: Int32 = 74

    /// A staged file and the name that it is to have.
    struct Move {
        let from: String
        let to: String
        /// Its content was made durable when it was written.
        let isSynced: Bool
    }

    /// Gives staged files their names, durably; a file already there is replaced.
    ///
    /// - Parameters:
    ///   - announcement: a file in staging that must be durable before the first name appears.
    ///   - volume: a descriptor on the volume on which everything lies.
    /// - Throws: `VaultError` where a folder or a name could not be made; some names may be there then.
    static func move(_ moves: [Move], announcement: String? = nil, volume: Int32) throws {
        let isGroup = moves.count > groupThreshold
        if isGroup {
            syncVolume(volume)
        } else {
            for move in moves where !move.isSynced { try syncFile(move.from) }
            if let announcement {
                try syncFile(announcement)
                try syncFolder(FilePath.parent(of: announcement))
            }
        }
        var changed: Set<String> = []
        for move in moves {
            let folder = FilePath.parent(of: move.to)
            if !changed.contains(folder) {
                for parent in try Folder.make(folder) { changed.insert(parent) }
                changed.insert(folder)
            }
            guard rename(move.from, move.to) == 0 else { throw SystemError.last("rename") }
        }
        if isGroup {
            syncVolume(volume)
        } else {
            for folder in changed { try syncFolder(folder) }
        }
    }

    /// Moves durable entries of one folder into another, in this order: rename(2) of each, fsync(2) of the folder.
    static func move(_ names: [String], from source: String, to target: String) throws {
        for name in names {
            guard rename("\(source)/\(name)", "\(target)/\(name)") == 0 else { throw SystemError.last("rename") }
        }
        try syncFolder(target)
    }

    /// Writes one small file whole: under a temporary name, then with its own, durably.
    static func write(_ bytes: [UInt8], to path: String, by temporary: String, mode: mode_t = 0o644) throws {
        try stage(bytes, at: temporary, mode: mode)
        try place(temporary, as: path)
    }

    /// The first half of `write`: the content is durable, under its temporary name.
    static func stage(_ bytes: [UInt8], at temporary: String, mode: mode_t = 0o644) throws {
        try NewFile.write(bytes, to: temporary, mode: mode)
        do {
            try syncFile(temporary)
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// The second half of `write`.
    static func place(_ temporary: String, as path: String) throws {
        guard rename(temporary, path) == 0 else {
            let error = SystemError.last("rename")
            unlink(temporary)
            throw error
        }
        try syncFolder(FilePath.parent(of: path))
    }

    /// fsync(2) of a file or folder that is open.
    static func sync(_ descriptor: Int32) {
        guard fsync(descriptor) == 0 else { fatal("fsync", errno) }
    }

    /// fsync(2) of a file by its path.
    static func syncFile(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError.last("open") }
        defer { close(descriptor) }
        sync(descriptor)
    }

    /// fsync(2) of a folder: makes the names in it durable.
    static func syncFolder(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError.last("open") }
        defer { close(descriptor) }
        sync(descriptor)
    }

    /// syncfs(2): everything written on the volume so far, names included.
    static func syncVolume(_ descriptor: Int32) {
        guard LinuxCalls.syncfs(descriptor) == 0 else { fatal("syncfs", errno) }
    }

    /// Ends the process at once: no clean-up of ours may write over what the disk still holds.
    static func fatal(_ call: String, _ code: Int32) -> Never {
        let line = Array("kho: SYNC_FAILED call=\(call) errno=\(code)\n".utf8)
        _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        _exit(fatalStatus)
    }
}
