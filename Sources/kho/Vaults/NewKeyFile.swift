import Glibc
import VaultCore

/// A key written once, for its owner's eyes only; the caller syncs the folder.
enum NewKeyFile {
    static func write(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw VaultError(.inputOutput, ["call": "open"]) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw VaultError(.inputOutput, ["call": "write"])
        }
    }
}
