import Foundation

/// A program run as a child, with the time from its start to its end and the memory that it held.
struct Child {
    let seconds: Double
    let residentBytes: Int

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a program; its output goes nowhere.
    /// - Throws: `Failed` where it does not exit with one of `statuses`.
    @discardableResult
    static func run(_ arguments: [String], statuses: Set<Int32> = [0]) throws -> Child {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        if ProcessInfo.processInfo.environment["KHO_BENCH_VERBOSE"] == nil {
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        }
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var process = pid_t()
        let start = ContinuousClock.now
        guard posix_spawnp(&process, arguments[0], &actions, nil, pointers, environ) == 0 else {
            throw Failed(description: "cannot start \(arguments[0])")
        }
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(process, &status, 0, &usage) == process else { throw Failed(description: "lost \(arguments[0])") }
        let elapsed = ContinuousClock.now - start
        guard status & 0x7f == 0, statuses.contains(status >> 8 & 0xff) else {
            throw Failed(description: "\(arguments.joined(separator: " ")): status \(status)")
        }
        return Child(seconds: elapsed / .seconds(1), residentBytes: usage.ru_maxrss << 10)
    }
}

/// The time that work takes, in seconds.
func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    return (ContinuousClock.now - start) / .seconds(1)
}
