import Glibc

/// A terminal with its echo off, put right again by `end()` or by the signal that ends the process first.
///
/// There is one at a time (one person, one question). The signal handler may only use what is async-signal-safe
/// (POSIX.1-2017, XSH 2.4.3): `tcsetattr`, `write`, `sigaction`, `raise`, and memory that was set before.
struct EchoSilence {
    /// Ctrl-C; the others end the process as they always do.
    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    private let descriptor: Int32
    private let settings: termios
    private let pipe: (reading: Int32, writing: Int32)
    private let previousActions: [sigaction]

    /// Becomes readable when the person pressed Ctrl-C.
    var interruption: Int32 { pipe.reading }

    /// - Returns: nil where the descriptor is no terminal, or one has been silenced already.
    init?(descriptor: Int32) {
        var settings = termios()
        var ends: [Int32] = [-1, -1]
        guard restoration.descriptor < 0, tcgetattr(descriptor, &settings) == 0, Glibc.pipe(&ends) == 0 else {
            return nil
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        self.descriptor = descriptor
        self.settings = settings
        pipe = (ends[0], ends[1])

        // First the way back, then the change.
        restoration = Restoration(descriptor: descriptor, settings: settings, interruption: ends[1])
        previousActions = EchoSilence.signals.map { signal in
            var action = sigaction()
            action.__sigaction_handler.sa_handler = restoreTerminal
            var previous = sigaction()
            sigaction(signal, &action, &previous)
            return previous
        }
        settings.c_lflag &= ~tcflag_t(ECHO)
        // Ctrl-Z would leave a shell without echo; 0 is Linux's _POSIX_VDISABLE.
        withUnsafeMutableBytes(of: &settings.c_cc) { $0[Int(VSUSP)] = 0 }
        tcsetattr(descriptor, TCSAFLUSH, &settings)
    }

    func end() {
        var settings = settings
        tcsetattr(descriptor, TCSAFLUSH, &settings)
        for (signal, action) in zip(EchoSilence.signals, previousActions) {
            var action = action
            sigaction(signal, &action, nil)
        }
        restoration = Restoration()
        close(pipe.reading)
        close(pipe.writing)
    }
}

/// What the signal handler needs.
private struct Restoration {
    var descriptor: Int32 = -1
    var settings = termios()
    var interruption: Int32 = -1
}

/// Unsafe in name only: written before the handlers are installed and after they are removed, by the one thread
/// that asks; read by the handlers alone.
nonisolated(unsafe) private var restoration = Restoration()

private func restoreTerminal(after signal: Int32) {
    let error = errno
    var settings = restoration.settings
    tcsetattr(restoration.descriptor, TCSANOW, &settings)
    if signal == SIGINT {
        var byte: UInt8 = 1
        _ = write(restoration.interruption, &byte, 1)
    } else {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = SIG_DFL
        sigaction(signal, &action, nil)
        raise(signal)
    }
    errno = error
}
