import Glibc

/// A descriptor on the volume that a vault lies on, open as long as the vault is, so that a syncfs reports every error
/// of writing back since then.
final class Volume: Sendable {
    let descriptor: Int32

    init(of path: String) throws {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError.last("open") }
    }

    deinit { close(descriptor) }
}
