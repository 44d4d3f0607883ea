import Glibc
import Messages

/// The terminal at which the person sits, whatever standard input and output are connected to.
final class ControllingTerminal {
    private let descriptor: Int32

    /// - Throws: `NO_TERMINAL` where the process has none: a service, a pipeline, a scheduled job.
    static func open() throws(CommandFailure) -> ControllingTerminal {
        try ControllingTerminal(path: "/dev/tty")
    }

    init(path: String) throws(CommandFailure) {
        descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure("NO_TERMINAL", status: .usage) }
    }

    deinit { close(descriptor) }

    func write(_ text: String) {
        Terminal(descriptor: descriptor, environment: [:]).write(text)
    }

    /// Reads a line with the terminal's own editing keys.
    /// - Parameters:
    ///   - limit: the most bytes that it may have.
    ///   - interruption: a descriptor that becomes readable when the person gave up.
    /// - Returns: the line without its end; nil where it is longer.
    /// - Throws: `INTERRUPTED`, also where the terminal was closed.
    func readLine(limit: Int, interruption: Int32 = -1) throws(CommandFailure) -> [UInt8]? {
        // One allocation for good: a passphrase leaves no copies behind in outgrown buffers.
        var line: [UInt8] = []
        line.reserveCapacity(limit)
        var isTooLong = false
        while true {
            var waiting = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: interruption, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&waiting, nfds_t(waiting.count), -1)
            if ready < 0 && errno == EINTR { continue }
            if ready < 0 || waiting[1].revents != 0 { throw .interrupted }
            var byte: UInt8 = 0
            let count = read(descriptor, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            guard count == 1 else { throw .interrupted }
            if byte == UInt8(ascii: "\n") { return isTooLong ? nil : line }
            // The rest of a line that is too long is read as well, or the shell would take it for a command.
            if line.count < limit { line.append(byte) } else { isTooLong = true }
        }
    }

    /// Runs `body` while the terminal shows nothing of what is typed.
    ///
    /// Whatever ends it, an error and a signal included, the terminal is as it was before.
    /// - Parameter body: gets the descriptor that becomes readable when the person presses Ctrl-C.
    func withoutEcho<Result>(
        _ body: (_ interruption: Int32) throws(CommandFailure) -> Result
    ) throws(CommandFailure) -> Result {
        guard let silence = EchoSilence(descriptor: descriptor) else {
            throw CommandFailure("NO_TERMINAL", status: .usage)
        }
        defer { silence.end() }
        return try body(silence.interruption)
    }
}
