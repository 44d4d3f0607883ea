import Glibc

/// The calls of Linux that Swift's Glibc module leaves out (its headers are read without `_GNU_SOURCE`).
enum LinuxCalls {
    typealias SyncVolume = @convention(c) (Int32) -> Int32
    typealias SyncRange = @convention(c) (Int32, off_t, off_t, UInt32) -> Int32

    /// syncfs(2), since glibc 2.14.
    static let syncfs: SyncVolume = {
        guard let call = dlsym(nil, "syncfs") else { preconditionFailure("no syncfs in this C library") }
        return unsafeBitCast(call, to: SyncVolume.self)
    }()

    /// sync_file_range(2) with SYNC_FILE_RANGE_WRITE: begin to write a range back, wait for nothing. Only a hint, so a
    /// library without it loses speed alone.
    static func beginWriteback(_ descriptor: Int32, from offset: Int, count: Int) {
        _ = syncRange?(descriptor, off_t(offset), off_t(count), 2)
    }

    private static let syncRange: SyncRange? = dlsym(nil, "sync_file_range").map {
        unsafeBitCast($0, to: SyncRange.self)
    }
}
