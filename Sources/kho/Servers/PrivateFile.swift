import Foundation
import Messages
import PKI

/// Small files of the user's own that nobody else may read: tokens, and which vault was where.
enum PrivateFile {
    /// A token with its times; who a vault is, with a chain of seals and log keys of years.
    private static let maximumByteCount = 512 << 10
    private static let fileMode: mode_t = 0o600
    private static let folderMode: mode_t = 0o700

    /// - Returns: nil where it is not there, or where others may read or have written it.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_mode & 0o077 == 0, status.st_size <= maximumByteCount
        else { return nil }
        // From the very file that was looked at: by its name another may be there by now.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var count = 0
        while count < bytes.count {
            let start = count
            let got = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress.map { $0 + start }, buffer.count - start)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { return nil }
            if got == 0 { break }
            count += got
        }
        // It grew meanwhile: others write it.
        return count < bytes.count ? Array(bytes[..<count]) : nil
    }

    /// Writes it whole, or not at all; folders that are missing are made.
    /// - Throws: `OUTPUT_FAILED`.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        func failure() -> CommandFailure {
            CommandFailure(
                "OUTPUT_FAILED", ["file": path, "cause": SystemError(number: errno).name], status: .inputOutput)
        }
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += "/\(part)"
            if mkdir(folder, folderMode) != 0, errno != EEXIST { throw failure() }
        }
        let part = "\(path).\(SecureRandom.bytes(4).hexadecimal)"
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, fileMode)
        guard descriptor >= 0 else { throw failure() }
        let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        guard written == bytes.count, rename(part, path) == 0 else {
            unlink(part)
            throw failure()
        }
    }

    static func remove(_ path: String) { unlink(path) }
}
