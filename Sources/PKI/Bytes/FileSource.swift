#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A file as a `ByteSource`, read by position; never mapped, since a file that its owner cuts would be a SIGBUS.
public final class FileSource: ByteSource {
    private let descriptor: Int32
    public let count: Int

    /// - Throws: `ByteSourceError` with the system's `errno` where `path` is no readable, regular file.
    public init(path: String) throws(ByteSourceError) {
        // Without O_NONBLOCK a named pipe would hang the open; regular files ignore it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ByteSourceError(errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw ByteSourceError(errno: code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw ByteSourceError(errno: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
        }
        self.descriptor = descriptor
        self.count = Int(status.st_size)
    }

    deinit { close(descriptor) }

    public func read(at position: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let got = pread(descriptor, buffer.baseAddress, buffer.count, off_t(position))
            if got >= 0 { return got }
            if errno != EINTR { throw ByteSourceError(errno: errno) }
        }
    }
}
