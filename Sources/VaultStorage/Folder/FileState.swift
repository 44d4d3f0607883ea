import Glibc
import VaultCore

extension PublishedState {
    /// A file as it is now; nil where there is none. What replaces it is another file, or was changed at another time.
    init?(file path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self = .file(
            .init(
                device: UInt64(status.st_dev), number: UInt64(status.st_ino), byteCount: Int64(status.st_size),
                changed: Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec),
                modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)))
    }
}
