import Glibc
import TestSupport
import Testing

/// A terminal without a screen: the test plays the person.
final class PseudoTerminal: Sendable {
    /// The person's end.
    let person: Int32
    /// The programs' end, held open so that the terminal lives.
    let line: Int32
    let path: String

    init(columns: UInt16 = 80) throws {
        var person: Int32 = -1
        var line: Int32 = -1
        var name = [CChar](repeating: 0, count: 128)
        var size = winsize(ws_row: 25, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        try #require(openpty(&person, &line, &name, nil, &size) == 0)
        self.person = person
        self.line = line
        path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        close(person)
        close(line)
    }

    var echoes: Bool {
        var settings = termios()
        tcgetattr(line, &settings)
        return settings.c_lflag & tcflag_t(ECHO) != 0
    }

    func type(_ text: String) {
        _ = write(person, text, text.utf8.count)
    }

    /// What has appeared on the screen, read until it ends with `end`, or nothing comes for as long as a program takes that hangs.
    func screen(until end: String) -> String {
        var text: [UInt8] = []
        while !text.suffix(end.utf8.count).elementsEqual(end.utf8) {
            var waiting = pollfd(fd: person, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Int32(RunningProgram.usualPatience * 1000)) == 1 else { break }
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = read(person, &bytes, bytes.count)
            guard count > 0 else { break }
            text += bytes.prefix(count)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
