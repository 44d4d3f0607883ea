import Dispatch
import Glibc
import Logging
import PKI
import Synchronization

/// Where a server's log goes: lines are gathered, and written to standard error from a thread of their own, so that whoever
/// reads it slowly keeps no request waiting.
final class LogSink: Sendable {
    /// Some ten thousand lines. Where the reader is so far behind, further lines are counted and left out.
    static let capacity = 2 << 20
    /// Lines of so many milliseconds leave in one call.
    private static let linger = 5
    /// At the end a reader that takes nothing is waited for so long.
    private static let patience = Duration.seconds(5)

    private struct State {
        var waiting: [UInt8] = []
        /// Lines that found no room.
        var lost = 0
        var isAwaited = false
        var time = LogTime(Instant(seconds: 0))
    }

    let isJSON: Bool
    private let descriptor: Int32
    private let capacity: Int
    private let state = Mutex(State())
    private let writer = DispatchQueue(label: "kho.log")

    init(isJSON: Bool, descriptor: Int32 = STDERR_FILENO, capacity: Int = capacity) {
        self.isJSON = isJSON
        self.descriptor = descriptor
        self.capacity = capacity
    }

    /// Takes a line.
    /// - Parameter compose: writes it, the line feed included; gets the time as RFC 3339 with microseconds.
    func add(at now: Instant = .now(), _ compose: (inout [UInt8], _ time: LogTime) -> Void) {
        let isFirst = state.withLock { state in
            guard state.waiting.count < capacity else {
                state.lost += 1
                return false
            }
            state.time.move(to: now)
            compose(&state.waiting, state.time)
            guard !state.isAwaited else { return false }
            state.isAwaited = true
            return true
        }
        if isFirst { writer.asyncAfter(deadline: .now() + .milliseconds(Self.linger)) { self.flush() } }
    }

    /// Waits until everything is written, or the reader takes nothing any more.
    func finish() async {
        try? await TimeLimit.run(Self.patience) {
            await withCheckedContinuation { done in
                self.writer.async {
                    self.flush()
                    done.resume()
                }
            }
        }
    }

    private func flush() {
        while true {
            let (bytes, lost) = state.withLock { state in
                let taken = (state.waiting, state.lost)
                state.waiting = []
                state.lost = 0
                if taken.0.isEmpty { state.isAwaited = false }
                return taken
            }
            guard !bytes.isEmpty else { return }
            write(bytes)
            if lost > 0 {
                let line = ServerLogHandler.line(
                    isJSON: isJSON, label: "kho.log", level: .warning, message: "lost", ["lines": "\(lost)"], at: .now()
                )
                write(Array(line.utf8))
            }
        }
    }

    private func write(_ bytes: [UInt8]) {
        var position = 0
        while position < bytes.count {
            let count = bytes[position...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                position += count
            } else if errno == EAGAIN {
                var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&wanted, 1, -1)
            } else if errno != EINTR {
                // Nobody reads it.
                return
            }
        }
    }
}
