import Foundation
import Glibc

/// The descriptors of the tests' process.
enum OwnDescriptors {
    /// Keeps them from programs that are started next. NIO's sockets go to every child otherwise, which then holds the port
    /// of a server that has ended long since.
    static func keep() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for number in names.compactMap(Int32.init) where number > STDERR_FILENO {
            let flags = fcntl(number, F_GETFD)
            if flags >= 0, flags & FD_CLOEXEC == 0 { _ = fcntl(number, F_SETFD, flags | FD_CLOEXEC) }
        }
    }
}
