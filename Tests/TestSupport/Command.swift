public import Foundation
import Glibc

/// Another program, run to its end: the tools that know nothing of kho.
public enum Command {
    public struct Result: Sendable {
        public let status: Int32
        public let output: [UInt8]
        public let errors: String

        public var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs a program of `PATH`, or at an absolute path, with its output kept apart.
    public static func run(_ program: String, _ arguments: String..., in folder: URL? = nil) throws -> Result {
        try run(program, arguments, in: folder)
    }

    public static func run(_ program: String, _ arguments: [String], in folder: URL? = nil) throws -> Result {
        // Through files: two pipes, of which one fills up, would hang both sides. And not by Foundation's Process, whose
        // waiting is known to hang where many tests run side by side.
        let scratch = try TemporaryFolder()
        let status = try spawn([program] + arguments, in: folder?.path, scratch: scratch)
        return Result(
            status: status, output: try scratch.read("out"),
            errors: String(decoding: try scratch.read("err"), as: UTF8.self))
    }

    private static func spawn(_ words: [String], in folder: String?, scratch: TemporaryFolder) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, scratch.file("out"), O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, scratch.file("err"), O_WRONLY | O_CREAT, 0o600)
        OwnDescriptors.keep()
        // `env -C` changes the folder: the call that would do it at once is not in Swift's Glibc module.
        let words = ["/usr/bin/env"] + (folder.map { ["-C", $0] } ?? []) + words
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in arguments { free(pointer) } }
        var child: pid_t = 0
        let failure = posix_spawnp(&child, words[0], &actions, nil, &arguments, environ)
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .ENOENT) }
        var ended: Int32 = 0
        while waitpid(child, &ended, 0) < 0 {
            guard errno == EINTR else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .ECHILD) }
        }
        // A signal ends a program with the status that a shell shows for it.
        let signal = ended & 0x7f
        return signal == 0 ? (ended >> 8) & 0xff : 128 + signal
    }

    /// The Python with pyHanko, that `KHO_TEST_PYTHON` names; nil where there is none.
    public static let python: String? = {
        guard let named = ProcessInfo.processInfo.environment["KHO_TEST_PYTHON"] else { return nil }
        return (try? run(named, "-c", "import pyhanko"))?.status == 0 ? named : nil
    }()
}

extension [UInt8] {
    public func write(to file: URL) throws { try Data(self).write(to: file) }
}
