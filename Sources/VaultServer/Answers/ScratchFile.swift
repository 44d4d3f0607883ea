import Glibc
import NIOPosix
import PKI

/// A place for a file that is made up to be sent: in a folder of its own, since whoever writes an archive lets others of this
/// machine read it; taken away as soon as it is opened.
final class ScratchFile: Sendable {
    /// Nothing is there yet.
    let path: String
    private let folder: String

    private static let folderMode: mode_t = 0o700

    /// - Throws: `ByteSourceError`.
    init(in parent: String) throws {
        folder = "\(parent)/kho-\(SecureRandom.bytes(16).hexadecimal)"
        path = folder + "/copy"
        guard mkdir(folder, Self.folderMode) == 0 else { throw ByteSourceError(errno: errno) }
    }

    deinit { Self.remove(path, folder) }

    /// Opens it and takes its name away.
    func take() async throws -> any ByteSource {
        try await NIOThreadPool.singleton.runIfActive { [path, folder] in
            let source = try FileSource(path: path)
            Self.remove(path, folder)
            return source
        }
    }

    private static func remove(_ path: String, _ folder: String) {
        unlink(path)
        rmdir(folder)
    }
}
