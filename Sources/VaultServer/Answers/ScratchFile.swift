import Glibc
import NIOPosix
import PKI

/// A place for a file that is made up to be sent: taken away as soon as it is opened, so that nothing of it stays, whatever
/// becomes of the process.
final class ScratchFile: Sendable {
    /// Nothing is there yet.
    let path: String

    init(in folder: String) { path = "\(folder)/kho-\(SecureRandom.bytes(16).hexadecimal)" }

    deinit { unlink(path) }

    /// Opens it and takes its name away.
    func take() async throws -> any ByteSource {
        try await NIOThreadPool.singleton.runIfActive { [path] in
            let source = try FileSource(path: path)
            unlink(path)
            return source
        }
    }
}
