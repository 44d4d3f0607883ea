import Foundation
public import Glibc
import Synchronization

/// A program started as a user starts it: arguments, a folder, an environment, standard input from a file. What it writes
/// goes to files, so that it can be killed at any moment and nothing that it said is lost.
public final class RunningProgram: Sendable {
    public let processID: pid_t
    private let folder: SharedFolder
    private let patience: Double
    /// Whether its end was taken note of: its number may belong to another program from then on.
    private let hasEnded = Mutex(false)

    /// A program may run so long before it counts as hanging (seconds); far above what any test needs, also on a machine
    /// that does ten things at once.
    public static let usualPatience = 600.0

    /// - Parameters:
    ///   - command: the program (a path, or a name that is looked for in `PATH`) and its arguments.
    ///   - environment: the whole of it; `PATH` is added where it is missing.
    public init(
        _ command: [String], in workingFolder: String, environment: [String: String] = [:], input: String = "/dev/null",
        patience: Double = usualPatience
    ) throws {
        folder = try SharedFolder()
        self.patience = patience
        var environment = environment
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        environment["PATH"] = environment["PATH"] ?? path

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0)
        for (descriptor, name) in [(STDOUT_FILENO, "output"), (STDERR_FILENO, "errors")] {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, folder.file(name), O_WRONLY | O_CREAT | O_APPEND, 0o644)
        }
        OwnDescriptors.keep()
        // A group of its own, so that what it starts can be ended with it, and signals back to their defaults: the
        // threads that tests run on block them.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigfillset(&defaults)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setpgroup(&attributes, 0)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        // `env` becomes the program: the process is the same.
        let command = ["env", "-C", workingFolder] + command
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var started: pid_t = 0
        let error = posix_spawnp(&started, command[0], &actions, &attributes, &arguments, &variables)
        guard error == 0 else { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .ENOENT) }
        processID = started
    }

    /// What it has written to standard output so far.
    public var outputSoFar: String { (try? folder.text("output")) ?? "" }

    /// Waits until a condition holds, or this program has ended, or has taken as long as one that hangs.
    /// - Returns: whether it holds.
    @discardableResult
    public func wait(until condition: (RunningProgram) async throws -> Bool) async throws -> Bool {
        let deadline = Date.now.addingTimeInterval(patience)
        while true {
            // Looked at before the condition: what it wrote last counts.
            let isOver = !isRunning || Date.now >= deadline
            if try await condition(self) { return true }
            if isOver { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// The number that a server writes as its first line once it listens.
    public func port() async throws -> Int {
        try await wait { $0.outputSoFar.hasSuffix("\n") }
        guard let port = Int(outputSoFar.trimmingCharacters(in: .newlines)) else { throw CocoaError(.executableLoad) }
        return port
    }

    /// What it has written to standard error so far.
    public var errorsSoFar: String { (try? folder.text("errors")) ?? "" }

    /// Whether `finish` has seen its end.
    public var ended: Bool { hasEnded.withLock { $0 } }

    /// Whether it still runs; leaves its end to be waited for.
    public var isRunning: Bool {
        hasEnded.withLock { ended in
            var information = siginfo_t()
            return !ended && waitid(P_PID, id_t(processID), &information, WEXITED | WNOHANG | WNOWAIT) == 0
                && information._sifields._sigchld.si_pid == 0
        }
    }

    /// Sends a signal to it and to all that it started; to nobody once `finish` has seen its end.
    public func signal(_ number: Int32) {
        hasEnded.withLock { ended in
            if !ended { Glibc.kill(-processID, number) }
        }
    }

    /// Ends it at once, for whoever does not wait for it. A child that nobody waited for would keep the library's exit
    /// tests waiting for ever.
    public func kill() {
        signal(SIGKILL)
        var status: Int32 = 0
        while waitpid(processID, &status, 0) < 0, errno == EINTR {}
    }

    /// Waits until it ends, on a thread of its own. To be called once.
    public func finish() async -> FinishedProgram {
        let end = await withCheckedContinuation { (done: CheckedContinuation<FinishedProgram.End, Never>) in
            Thread.detachNewThread { [self] in done.resume(returning: wait()) }
        }
        return FinishedProgram(
            end: end, outputBytes: (try? folder.bytes("output")) ?? [], errorBytes: (try? folder.bytes("errors")) ?? [])
    }

    private func wait() -> FinishedProgram.End {
        let deadline = Date.now.addingTimeInterval(patience)
        var status: Int32 = 0
        while true {
            let answer = hasEnded.withLock { ended in
                let answer = waitpid(processID, &status, WNOHANG)
                ended = answer == processID
                return answer
            }
            switch answer {
            case 0:
                if Date.now > deadline {
                    signal(SIGKILL)
                    waitpid(processID, &status, 0)
                    return .timeout
                }
                usleep(1000)
            case processID:
                let signal = status & 0x7f
                return signal == 0 ? .status((status >> 8) & 0xff) : .signal(signal)
            default:
                if errno != EINTR { return .timeout }
            }
        }
    }

    /// Runs a program to its end.
    public static func run(
        _ command: [String], in workingFolder: String, environment: [String: String] = [:], input: String = "/dev/null",
        patience: Double = usualPatience
    ) async throws -> FinishedProgram {
        try await RunningProgram(
            command, in: workingFolder, environment: environment, input: input, patience: patience
        ).finish()
    }
}
