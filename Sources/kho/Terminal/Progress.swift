import Messages
import Synchronization

/// A bar on standard error while long work runs; nothing at all where that is no terminal.
///
/// May be told of progress from any thread. Call `finish()` before the result is printed: it erases the bar.
final class Progress: Sendable {
    /// Often enough to look alive, too seldom to slow down the work or flicker.
    static let interval = Duration.milliseconds(100)

    private struct State {
        var line: ProgressLine
        var drawnAt: ContinuousClock.Instant?
        var isFinished = false
    }

    private let state: Mutex<State>
    private let language: Language
    private let terminal: Terminal
    private let now: @Sendable () -> ContinuousClock.Instant

    /// - Parameters:
    ///   - terminal: where to draw; `Terminal.standardError`.
    ///   - totalBytes: of all files together.
    ///   - now: the clock; another one in tests.
    init(
        on terminal: Terminal, language: Language, totalBytes: Int64, totalFiles: Int,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.terminal = terminal
        self.language = language
        self.now = now
        state = Mutex(State(line: ProgressLine(totalBytes: totalBytes, totalFiles: totalFiles)))
    }

    /// So many bytes more were worked on.
    func advance(bytes: Int64) {
        update { $0.doneBytes += bytes }
    }

    /// One file more is done.
    func finishFile() {
        update { $0.doneFiles += 1 }
    }

    /// Erases the bar; what comes later is not drawn.
    func finish() {
        state.withLock { state in
            if state.drawnAt != nil, !state.isFinished { terminal.write("\r\u{1B}[K") }
            state.isFinished = true
        }
    }

    deinit { finish() }

    private func update(_ change: (inout ProgressLine) -> Void) {
        guard terminal.isInteractive else { return }
        state.withLock { state in
            change(&state.line)
            let time = now()
            if state.isFinished || state.drawnAt.map({ time - $0 < Progress.interval }) == true { return }
            state.drawnAt = time
            terminal.write("\r" + state.line.text(in: language, width: terminal.width) + "\u{1B}[K")
        }
    }
}
