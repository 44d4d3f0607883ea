import Glibc
import Messages
import Synchronization
import Testing

@testable import kho

@Suite("Terminal and progress")
struct ProgressTests {
    @Test("colour is for terminals that can, and not under NO_COLOR")
    func colour() throws {
        let terminal = try PseudoTerminal()
        func allows(_ environment: [String: String], on descriptor: Int32? = nil) -> Bool {
            Terminal(descriptor: descriptor ?? terminal.line, environment: environment).allowsColour
        }
        #expect(allows([:]))
        #expect(allows(["NO_COLOR": ""]), "empty means not set (no-color.org)")
        #expect(!allows(["NO_COLOR": "1"]))
        #expect(!allows(["TERM": "dumb"]))
        let null = open("/dev/null", O_RDWR)
        defer { close(null) }
        #expect(!allows([:], on: null))
    }

    @Test("the width is the window's, or 80 columns where nothing tells")
    func width() throws {
        let terminal = try PseudoTerminal(columns: 132)
        #expect(Terminal(descriptor: terminal.line, environment: [:]).width == 132)
        #expect(Terminal(descriptor: -1, environment: [:]).width == 80)
    }

    @Test("the line tells share, bytes and files, in the reader's language")
    func line() {
        var line = ProgressLine(totalBytes: 27_000_000, totalFiles: 10)
        line.doneBytes = 12_340_000
        line.doneFiles = 3
        #expect(line.text(in: .en, width: 80) == "[##########--------------]   45 %  12.3/27.0 MB  3/10 files")
        #expect(line.text(in: .vi, width: 80) == "[##########--------------]   45 %  12,3/27,0 MB  3/10 tệp")
    }

    @Test("the line stays within its bounds whatever is counted")
    func lineBounds() {
        var line = ProgressLine(totalBytes: 100, totalFiles: 1)
        line.doneBytes = 250
        #expect(line.text(in: .en, width: 80) == "[########################]  100 %  250/100 B")
        #expect(ProgressLine(totalBytes: 0, totalFiles: 0).text(in: .en, width: 80).contains("100 %"))
        for width in [0, 1, 2, 10, 40] {
            #expect(line.text(in: .en, width: width).count <= max(0, width - 1))
        }
    }

    @Test("on a terminal a bar is drawn, not more often than it needs, and erased at the end")
    func draws() throws {
        let pseudo = try PseudoTerminal()
        let clock = TestClock()
        let progress = Progress(
            on: Terminal(descriptor: pseudo.line, environment: [:]), language: .en, totalBytes: 4000, totalFiles: 2,
            now: { clock.time })
        progress.advance(bytes: 1000)
        progress.advance(bytes: 1000)
        clock.advance(by: Progress.interval)
        progress.finishFile()
        progress.finish()
        progress.finish()
        progress.advance(bytes: 1000)
        #expect(
            pseudo.screen(until: "\r\u{1B}[K")
                == "\r[######------------------]   25 %  1.0/4.0 kB  0/2 files\u{1B}[K"
                + "\r[############------------]   50 %  2.0/4.0 kB  1/2 files\u{1B}[K\r\u{1B}[K")
        Terminal(descriptor: pseudo.line, environment: [:]).write("end")
        #expect(pseudo.screen(until: "end") == "end", "nothing is drawn after the end")
    }

    @Test("elsewhere nothing is written at all")
    func silent() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let progress = Progress(
            on: Terminal(descriptor: ends[1], environment: [:]), language: .en, totalBytes: 10, totalFiles: 1)
        progress.advance(bytes: 10)
        progress.finishFile()
        progress.finish()
        close(ends[1])
        var byte: UInt8 = 0
        #expect(read(ends[0], &byte, 1) == 0)
        close(ends[0])
    }
}

/// A clock that moves only when told to.
private final class TestClock: Sendable {
    private let now = Mutex(ContinuousClock.now)

    var time: ContinuousClock.Instant { now.withLock(\.self) }

    func advance(by duration: Duration) { now.withLock { $0 += duration } }
}
