import Glibc

/// A file that did not exist before, being written; not durable until `DurableWrite` has seen it.
struct NewFile: ~Copyable {
    private let descriptor: Int32

    /// Bytes after which the kernel is asked to begin writing back, so that the sync at the end has little left to do.
    private static let writebackStep = 8 << 20
    private var written = 0
    private var writtenBack = 0

    /// - Throws: `VaultError`; a file that exists is never opened.
    init(path: String, mode: mode_t = 0o600) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw SystemError.last("open") }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    mutating func write(_ buffer: UnsafeRawBufferPointer) throws {
        var rest = buffer
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError.last("write")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            written += count
        }
        if written - writtenBack >= Self.writebackStep {
            // A hint only; what it does not do, the sync does.
            LinuxCalls.beginWriteback(descriptor, from: writtenBack, count: written - writtenBack)
            writtenBack = written
        }
    }

    /// Makes the content durable; its name is not yet.
    func sync() { DurableWrite.sync(descriptor) }

    /// Writes a whole small file; nothing is left where that fails.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws {
        var file = try NewFile(path: path, mode: mode)
        do {
            try bytes.withUnsafeBytes { try file.write($0) }
        } catch {
            unlink(path)
            throw error
        }
    }
}
