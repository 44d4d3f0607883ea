import Glibc

/// What `-o FILE|-` writes: the whole file or none, and never over another one without `--force`.
///
/// The bytes go to a temporary file in the same folder, which takes its name only when all is on disk:
/// `open(O_EXCL)`, `write`…, `fsync`, `link` and `unlink` (or under `--force` `rename`), `fsync` of the folder.
/// A device or pipe, and `-` for standard output, are written to as they are.
///
/// For example:
///
///     var output = try OutputFile(path: "ban-sao.asice", force: false)
///     try output.write(bytes)
///     try output.commit()
struct OutputFile: ~Copyable {
    private let destination: OutputDestination
    private var descriptor: Int32

    /// - Parameter path: where to write; `-` is standard output.
    /// - Throws: `OUTPUT_EXISTS`, `OUTPUT_IS_FOLDER`, `READ_ONLY_FOLDER`, `DISK_FULL`, `OUTPUT_FAILED`.
    init(path: String, force: Bool) throws(CommandFailure) {
        let destination = try OutputDestination(name: path, force: force)
        descriptor = try destination.open()
        self.destination = destination
    }

    deinit {
        guard descriptor > STDOUT_FILENO else { return }
        close(descriptor)
        if case .file(let temporary) = destination.kind { unlink(temporary) }
    }

    /// - Throws: `DISK_FULL`, `OUTPUT_FAILED`.
    mutating func write(_ bytes: [UInt8]) throws(CommandFailure) {
        let descriptor = descriptor
        var written = 0
        while written < bytes.count {
            do {
                written += try SystemError.retryingInterrupted {
                    bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
                }
            } catch {
                throw destination.failure(error)
            }
        }
    }

    /// Puts the file where it belongs. What is not committed disappears.
    /// - Throws: `OUTPUT_EXISTS` where a file of that name has appeared meanwhile, `DISK_FULL`, `OUTPUT_FAILED`.
    mutating func commit() throws(CommandFailure) {
        guard case .file(let temporary) = destination.kind else { return }
        let descriptor = descriptor
        do {
            _ = try SystemError.retryingInterrupted { Int(fsync(descriptor)) }
            try destination.publish(temporary)
        } catch {
            throw destination.failure(error)
        }
        close(descriptor)
        self.descriptor = -1
    }
}
