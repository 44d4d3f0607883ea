import Dispatch
import Foundation
import PKI
import Synchronization

/// Verifies files side by side, and shows their results in the order of the files, each as soon as it is there.
final class VerificationRun: Sendable {
    private let location: TrustLocation
    private let now: Instant
    private let isAsOf: Bool
    private let console: Console
    private let progress = Mutex(Progress())
    /// Begun and not shown yet: enough that a large file does not leave the other cores without work, few enough that
    /// what waits to be shown does not grow with the folder.
    private let room = DispatchSemaphore(value: 16)

    private struct Progress {
        var begun = 0
        var shown = 0
        /// What cannot be shown yet, since an earlier file is still under way.
        var waiting: [Int: String] = [:]
        var statuses: [ExitStatus] = []
    }

    /// - Parameter isAsOf: whether `--at` was given.
    init(location: TrustLocation, now: Instant, isAsOf: Bool, console: Console) {
        self.location = location
        self.now = now
        self.isAsOf = isAsOf
        self.console = console
    }

    /// - Parameter parsed: certificates of the trust that this thread has parsed already.
    /// - Returns: the worst status; nil where there was nothing to verify.
    func run(_ targets: [VerificationTarget], parsed: [Certificate]) -> ExitStatus? {
        // One file needs no threads, and should not wait for them to start.
        if targets.count == 1 {
            let verification = FileVerification(
                location: location, parsed: parsed, now: now, isAsOf: isAsOf, console: console)
            return targets[0].open().map { verification.verify($0) }
        }
        Interruption.watch()
        DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
            work(targets)
        }
        Interruption.obey()
        return ExitStatus.worst(of: progress.withLock { $0.statuses })
    }

    /// What each thread does: one file after another, until all are begun.
    private func work(_ targets: [VerificationTarget]) {
        // A validator is for one thread, and so are the certificates that it has parsed.
        var verification = FileVerification(
            location: location, parsed: [], now: now, isAsOf: isAsOf, console: console)
        while let number = begin(of: targets.count) {
            let text = CollectedText()
            verification.console = console.collecting(in: text)
            finish(number, targets[number].open().map { verification.verify($0) }, text.text)
        }
    }

    private func begin(of count: Int) -> Int? {
        room.wait()
        let number = progress.withLock { progress -> Int? in
            guard progress.begun < count, !Interruption.isAsked else { return nil }
            progress.begun += 1
            return progress.begun - 1
        }
        if number == nil { room.signal() }
        return number
    }

    private func finish(_ number: Int, _ status: ExitStatus?, _ text: String) {
        progress.withLock { progress in
            if let status, !progress.statuses.contains(status) { progress.statuses.append(status) }
            progress.waiting[number] = text
            while let next = progress.waiting.removeValue(forKey: progress.shown) {
                console.output.write(next)
                progress.shown += 1
                room.signal()
            }
        }
    }
}
