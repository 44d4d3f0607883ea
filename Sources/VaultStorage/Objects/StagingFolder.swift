import Glibc
import PKI
import Synchronization

/// `staging/<process>/`: where one process writes what has no name yet. Locked while the process lives.
final class StagingFolder: Sendable {
    let path: String
    private let lock: FolderLock
    private let count = Atomic<UInt64>(0)

    /// A crashed process's folder is cleared only when nothing in it was touched for so long: an operator may want to
    /// look, and clocks of two machines on one volume differ.
    private static let expiry: Int64 = 3600

    /// Makes and locks a folder of its own below `staging`.
    init(below staging: String) throws {
        while true {
            let path = "\(staging)/\(getpid())-\(SecureRandom.bytes(4).hexadecimal)"
            // Durable at once: after a power cut, recovery looks in here for what was announced.
            for parent in try Folder.make(path) { try DurableWrite.syncFolder(parent) }
            // Whoever clears up may have taken it between the two calls.
            guard let lock = try FolderLock(trying: path), lock.isLocking(path) else { continue }
            self.path = path
            self.lock = lock
            return
        }
    }

    deinit { rmdir(path) }

    /// Takes the folder away, when nothing is under way any more: a process may end before the last reference to a
    /// staged file does. Announcements stay; recovery goes by them.
    func remove() {
        for name in (try? Folder.names(path)) ?? [] where !name.hasPrefix(PublicationAnnouncement.prefix) {
            unlink("\(path)/\(name)")
        }
        rmdir(path)
    }

    /// A path that nothing has yet.
    func newPath(_ prefix: String) -> String {
        "\(path)/\(prefix)\(count.wrappingAdd(1, ordering: .relaxed).oldValue)"
    }

    /// The folders of processes that are gone.
    static func abandoned(below staging: String) throws -> [String] {
        try Folder.names(staging).map { "\(staging)/\($0)" }.filter { path in
            Folder.isFolder(path) && (try? FolderLock(trying: path)) != nil
        }
    }

    /// Clears an abandoned folder that has expired.
    static func clear(_ path: String, now: Int64 = Int64(time(nil))) {
        var status = stat()
        guard lstat(path, &status) == 0, now - Int64(status.st_mtim.tv_sec) > expiry,
            let lock = try? FolderLock(trying: path), lock.isLocking(path)
        else { return }
        Folder.remove(path)
    }
}
