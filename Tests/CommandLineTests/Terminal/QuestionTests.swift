import Foundation
import Messages
import Synchronization
import TestSupport
import Testing

@testable import kho

/// One after the other: there is one person, and one question at a time.
@Suite("Questions at the terminal", .serialized)
struct QuestionTests {
    private static let question = "Passphrase for khoa.p12: "

    /// Asks on a thread of its own while `person` types; the thread is started first, whatever else the test run does.
    private func ask<Answer: Sendable>(
        _ question: @escaping @Sendable () throws -> Answer, person: () -> Void
    ) throws -> Answer {
        let asked = Asked<Answer>()
        Thread.detachNewThread { asked.answer(with: Result(catching: question)) }
        person()
        return try #require(asked.wait(), "nobody answered").get()
    }

    /// The answer on its way from one thread to another.
    private final class Asked<Answer: Sendable>: Sendable {
        private let result = Mutex<Result<Answer, any Error>?>(nil)
        private let changed = NSCondition()

        func answer(with result: Result<Answer, any Error>) {
            self.result.withLock { $0 = result }
            changed.withLock { changed.broadcast() }
        }

        /// nil where no answer comes in the time in which a program counts as hanging.
        func wait() -> Result<Answer, any Error>? {
            let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
            return changed.withLock {
                while true {
                    if let answer = result.withLock({ $0 }) { return answer }
                    if !changed.wait(until: deadline) { return nil }
                }
            }
        }
    }

    @Test("a passphrase is asked for without showing it, and the echo comes back")
    func passphrase() async throws {
        let terminal = try PseudoTerminal()
        let path = terminal.path
        let answer = try ask {
            try PassphrasePrompt(language: .en).ask(for: "khoa.p12", at: ControllingTerminal(path: path))
        } person: {
            #expect(terminal.screen(until: Self.question) == Self.question)
            #expect(!terminal.echoes)
            terminal.type("mật khẩu\n")
            #expect(terminal.screen(until: "\n") == "\r\n", "nothing of it on the screen")
        }
        #expect(answer == Array("mật khẩu".utf8))
        #expect(terminal.echoes)
    }

    @Test("an empty passphrase is an answer; one that is too long is refused whole")
    func lengths() async throws {
        for (typed, expected) in [("", 0), (String(repeating: "x", count: 1024), 1024)] {
            let terminal = try PseudoTerminal()
            let path = terminal.path
            let answer = try ask {
                try PassphrasePrompt(language: .en).ask(for: "khoa.p12", at: ControllingTerminal(path: path))
            } person: {
                _ = terminal.screen(until: Self.question)
                terminal.type(typed + "\n")
            }
            #expect(answer.count == expected)
        }
        let terminal = try PseudoTerminal()
        let path = terminal.path
        let error = #expect(throws: CommandFailure.self) {
            try ask {
                try PassphrasePrompt(language: .en).ask(for: "khoa.p12", at: ControllingTerminal(path: path))
            } person: {
                _ = terminal.screen(until: Self.question)
                terminal.type(String(repeating: "x", count: 1025) + "\n")
            }
        }
        #expect(error?.message.code == "PASSPHRASE_TOO_LONG")
        #expect(terminal.echoes)
    }

    @Test("the name of a key cannot steer the terminal")
    func hostileName() async throws {
        let terminal = try PseudoTerminal()
        let path = terminal.path
        _ = try ask {
            try PassphrasePrompt(language: .en).ask(for: "\u{1B}[2J", at: ControllingTerminal(path: path))
        } person: {
            #expect(terminal.screen(until: ": ") == #"Passphrase for \u{1b}[2J: "#)
            terminal.type("\n")
        }
    }

    @Test("Ctrl-C gives up the question, and the echo comes back")
    func interruption() async throws {
        let terminal = try PseudoTerminal()
        // The pseudo terminal does not control this process; the signal that it would send is raised in a child.
        await #expect(processExitsWith: .exitCode(130)) { [path = terminal.path as String] in
            Thread.detachNewThread {
                while !isSilent(path) { usleep(1000) }
                kill(getpid(), SIGINT)
            }
            do {
                _ = try PassphrasePrompt(language: .en).ask(for: "k", at: ControllingTerminal(path: path))
            } catch {
                exit((error as? CommandFailure)?.status.rawValue ?? EXIT_FAILURE)
            }
        }
        #expect(terminal.echoes)
    }

    @Test("a signal that ends the process leaves the terminal as it was", arguments: [SIGTERM, SIGHUP, SIGQUIT])
    func signals(signal: Int32) async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .signal(signal)) { [path = terminal.path as String, signal = signal as Int32] in
            Thread.detachNewThread {
                while !isSilent(path) { usleep(1000) }
                kill(getpid(), signal)
            }
            _ = try PassphrasePrompt(language: .en).ask(for: "k", at: ControllingTerminal(path: path))
        }
        #expect(terminal.echoes)
    }

    @Test(
        "only a typed yes is a yes",
        arguments: [
            ("yes", true), ("có", true), ("co\u{301}", true), ("CO", true), ("  Yes \t", true), ("co", true),
            ("y", false), ("", false), ("no", false), ("yes please", false), ("không", false),
            (String(repeating: "y", count: 100), false),
        ])
    func confirmation(typed: String, agreed: Bool) async throws {
        let terminal = try PseudoTerminal()
        let path = terminal.path
        let answer = try ask {
            try Confirmation(language: .en).ask(Message(code: "CONFIRM_TRUST"), at: ControllingTerminal(path: path))
        } person: {
            _ = terminal.screen(until: "agree: ")
            terminal.type(typed + "\n")
        }
        #expect(answer == agreed)
    }

    @Test("where there is no terminal, that is said")
    func noTerminal() {
        #expect(throws: CommandFailure("NO_TERMINAL", status: .usage)) {
            try PassphrasePrompt(language: .vi).ask(for: "k", at: ControllingTerminal(path: "/no/such/terminal"))
        }
        #expect(throws: CommandFailure("NO_TERMINAL", status: .usage)) {
            try PassphrasePrompt(language: .vi).ask(for: "k", at: ControllingTerminal(path: "/dev/null"))
        }
    }
}

/// Whether somebody has switched the echo of a terminal off.
private func isSilent(_ path: String) -> Bool {
    let descriptor = open(path, O_RDWR | O_NOCTTY)
    defer { close(descriptor) }
    var settings = termios()
    return tcgetattr(descriptor, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) == 0
}
