import Foundation

/// A server that runs beside the measurement, in a process of its own.
final class ServerProcess {
    private let process: pid_t

    /// A server is there within a second or two, or not at all.
    private static let patience = 100

    /// - Parameters:
    ///   - log: the file that its standard output and error go to.
    ///   - ready: asked every tenth of a second.
    /// - Throws: `Child.Failed` where it does not get ready.
    init(_ arguments: [String], log: String, ready: () -> Bool) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var process = pid_t()
        guard posix_spawnp(&process, arguments[0], &actions, nil, pointers, environ) == 0 else {
            throw Child.Failed(description: "cannot start \(arguments[0])")
        }
        self.process = process
        for _ in 0..<Self.patience {
            if ready() { return }
            usleep(100_000)
        }
        throw Child.Failed(description: "\(arguments[0]) does not get ready")
    }

    deinit {
        kill(process, SIGTERM)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }

    /// Seconds of CPU that it and the processes that it started have used, in user and kernel mode.
    func processorSeconds() throws -> Double {
        try ([process] + Self.children(of: process)).reduce(0) { try $0 + Self.processorSeconds(of: $1) }
    }

    private static func children(of process: pid_t) -> [pid_t] {
        let text = try? String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
        return (text ?? "").split(separator: " ").compactMap { pid_t($0) }
    }

    /// The fields of proc(5) that count clock ticks, after the name, which may hold spaces.
    private static func processorSeconds(of process: pid_t) throws -> Double {
        let text = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let kernel = Double(fields[13]) else {
            throw Child.Failed(description: "no CPU time of \(process)")
        }
        return (user + kernel) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
