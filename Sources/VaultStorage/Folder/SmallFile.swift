import Glibc
import PKI

/// Files that are read whole.
enum SmallFile {
    /// The largest that kho keeps: a full entry bundle of 256 entries of 64 KiB.
    static let maximumByteCount = 17 << 20

    /// - Returns: nil where there is no such file.
    /// - Throws: `VaultError` where it cannot be read, is no regular file or is too large.
    static func read(_ path: String) throws -> [UInt8]? {
        let source: FileSource
        do {
            source = try FileSource(path: path)
        } catch {
            if error.errno == ENOENT || error.errno == ENOTDIR { return nil }
            throw SystemError.error("open", error.errno)
        }
        guard source.count <= maximumByteCount else { throw SystemError.error("read", EFBIG) }
        do {
            return try source.bytes(0..<source.count)
        } catch let error as ByteSourceError {
            throw SystemError.error("read", error.errno)
        }
    }
}
