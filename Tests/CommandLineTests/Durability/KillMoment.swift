import Foundation
import Glibc
import TestSupport

/// When a program is killed: at a random moment from its start, or after some lines of output, in turn. The span of the
/// moments follows how long the program really takes here and now, so that kills come in its middle on a fast machine and
/// on one that does ten things at once.
struct KillMoment {
    /// In microseconds.
    private var span = 400_000.0
    private var turn = 0

    /// Kills the program, unless it ends before, and waits for its end.
    mutating func kill(_ program: RunningProgram) async -> FinishedProgram {
        turn += 1
        let delay = Double.random(in: 0...span)
        let lines = turn.isMultiple(of: 2) ? Int.random(in: 1...30) : nil
        // A thread of its own: the tests that run beside this one keep the shared ones busy.
        Thread.detachNewThread {
            if let lines {
                let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
                while !program.ended, program.outputSoFar.count(where: { $0 == "\n" }) < lines, Date.now < deadline {
                    usleep(500)
                }
            } else {
                usleep(UInt32(delay))
            }
            program.signal(SIGKILL)
        }
        let run = await program.finish()
        if lines == nil { span = run.end == .signal(SIGKILL) ? min(span * 1.2, 10_000_000) : max(span * 0.8, 1000) }
        return run
    }
}
