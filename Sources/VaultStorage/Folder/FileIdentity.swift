import Glibc

/// Which file stands at a path, and in what state, as the system tells it without reading: who sees the same again need
/// not read it again.
struct FileIdentity: Hashable, Sendable {
    private let device: dev_t
    private let inode: ino_t
    private let size: off_t
    /// Of the content, and of the entry itself: that of the content can be set by hand.
    private let modified: Moment
    private let changed: Moment

    private struct Moment: Hashable {
        let seconds: Int
        let nanoseconds: Int

        init(_ time: timespec) {
            seconds = time.tv_sec
            nanoseconds = time.tv_nsec
        }
    }

    /// Two changes in one tick of the system's clock (10 ms at most), or of a disk far away with whole seconds, have one time.
    private static let tick = 2

    /// - Returns: nil where nothing can be looked at.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = status.st_dev
        inode = status.st_ino
        size = status.st_size
        modified = Moment(status.st_mtim)
        changed = Moment(status.st_ctim)
    }

    /// Whether the file may have been changed again since without looking other: it was changed just now.
    var isFresh: Bool {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return abs(now.tv_sec - changed.seconds) <= Self.tick
    }
}
