import Glibc
import VaultCore

/// An exclusive lock on a folder itself, so that no lock file lies about. The kernel drops it with the process.
final class FolderLock: SequencingLease {
    private let descriptor: Int32

    /// - Returns: nil where another holds the lock.
    /// - Throws: `VaultError` where the folder cannot be opened.
    init?(trying path: String) throws {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError.last("open") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK || code == EINTR { return nil }
            throw SystemError.error("flock", code)
        }
        self.descriptor = descriptor
    }

    /// Waits for the lock; to be called where blocking is allowed.
    /// - Throws: `VAULT_LOCKED` after a bounded wait.
    static func waiting(for path: String) throws -> FolderLock {
        for _ in 0..<attempts {
            if let lock = try FolderLock(trying: path) { return lock }
            usleep(1000)
        }
        throw VaultError(.vaultLocked)
    }

    /// A millisecond each: a batch of a thousand record files takes a second, on a slow disk under load ten times that.
    private static let attempts = 30_000

    deinit { close(descriptor) }

    /// Whether the locked folder is still the one of that path.
    func isLocking(_ path: String) -> Bool {
        var own = stat()
        var named = stat()
        return fstat(descriptor, &own) == 0 && stat(path, &named) == 0 && own.st_ino == named.st_ino
            && own.st_dev == named.st_dev
    }

    func release() { flock(descriptor, LOCK_UN) }
}
