import Glibc

/// What is at the other end of a descriptor: a person at a terminal, or a file or pipe.
struct Terminal: Sendable {
    /// Where nothing tells the width: the VT100's.
    static let usualWidth = 80

    let descriptor: Int32
    let isInteractive: Bool
    /// Only for a terminal that can, and not under `NO_COLOR` (no-color.org: set and not empty).
    let allowsColour: Bool
    /// Where what is written waits instead.
    var collected: CollectedText?

    static func standardOutput(environment: [String: String]) -> Terminal {
        Terminal(descriptor: STDOUT_FILENO, environment: environment)
    }

    static func standardError(environment: [String: String]) -> Terminal {
        Terminal(descriptor: STDERR_FILENO, environment: environment)
    }

    init(descriptor: Int32, environment: [String: String]) {
        self.descriptor = descriptor
        isInteractive = isatty(descriptor) == 1
        allowsColour = isInteractive && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }

    /// In columns, asked anew each time, since windows change.
    var width: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return Terminal.usualWidth }
        return Int(size.ws_col)
    }

    /// Writes all of a text; what cannot be written to a terminal that went away is lost with it.
    func write(_ text: String) {
        if let collected { return collected.append(text) }
        var text = text
        text.withUTF8 { buffer in
            var rest = UnsafeRawBufferPointer(buffer)
            while !rest.isEmpty {
                guard
                    let count = try? SystemError.retryingInterrupted({
                        Glibc.write(descriptor, rest.baseAddress, rest.count)
                    })
                else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }
}
