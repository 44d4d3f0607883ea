import Glibc

/// What a system call answered instead of doing its work.
struct SystemError: Error, Equatable {
    let number: Int32

    init(number: Int32) { self.number = number }

    /// What the last system call of this thread answered.
    static var last: SystemError { SystemError(number: errno) }

    /// Those that a person can do something about; the catalogue has words for each as `cause`.
    static let names: [Int32: String] = [
        EACCES: "EACCES", EPERM: "EPERM", EISDIR: "EISDIR", ENOTDIR: "ENOTDIR", ENOENT: "ENOENT", EIO: "EIO",
        ELOOP: "ELOOP", ENAMETOOLONG: "ENAMETOOLONG", EFBIG: "EFBIG", EDQUOT: "EDQUOT", EMFILE: "EMFILE",
        EPIPE: "EPIPE", ETXTBSY: "ETXTBSY", ENOSPC: "ENOSPC", EROFS: "EROFS", EBUSY: "EBUSY",
        EADDRINUSE: "EADDRINUSE", EADDRNOTAVAIL: "EADDRNOTAVAIL",
    ]

    /// The symbolic name, such as `EACCES`: what to give as the fact `cause`.
    var name: String { SystemError.names[number] ?? "errno \(number)" }

    /// Calls again what a signal interrupted.
    static func retryingInterrupted(_ call: () -> Int) throws(SystemError) -> Int {
        while true {
            let result = call()
            if result >= 0 { return result }
            if errno != EINTR { throw .last }
        }
    }
}
