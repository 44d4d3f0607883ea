import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// Proven from the system calls that kho really makes, not from its sources.
@Suite("What is acknowledged was durable before", .serialized)
struct DurabilityTests {
    /// A deposit traced: what stood in the vault before, and what the program did.
    private struct Traced {
        let trace: SystemCallTrace
        let existing: [String]
        let folder: String

        func replay(without places: Set<Int> = []) -> DurabilityReplay {
            var replay = DurabilityReplay(
                vault: folder + "/vault-data", workingFolder: folder, origin: "kho.example/log", existing: existing)
            replay.run(trace.without(places))
            return replay
        }
    }

    private func traced(_ desk: Desk, _ arguments: [String]) async throws -> Traced {
        let (run, traced) = try await trace(desk, arguments)
        try #require(run.status == 0, "cannot trace: \(run.end) \(run.errors)\(run.output)")
        return traced
    }

    private func trace(_ desk: Desk, _ arguments: [String]) async throws -> (run: FinishedProgram, traced: Traced) {
        let existing = desk.folder.entries(below: "vault-data")
        let file = desk.folder.file("trace.txt")
        let program = try RunningProgram(
            SystemCallTrace.command(to: file) + [BuiltProgram.kho] + arguments, in: desk.folder.path,
            environment: desk.environment)
        let run = await program.finish()
        let traced = Traced(
            trace: try SystemCallTrace(parsing: desk.folder.text("trace.txt")), existing: existing,
            folder: desk.folder.path)
        return (run, traced)
    }

    /// Holds the log's lease until so many files lie in staging, so that the deposits behind the first share a commit.
    ///
    /// On a thread of its own that is there before the program: on a busy machine a task would come too late.
    private final class LeaseHolder: Sendable {
        private let staged = Mutex<Int?>(nil)
        /// The program has ended.
        private let isOver = Atomic(false)
        private let changed = NSCondition()

        init(_ desk: Desk, untilStaged count: Int) throws {
            let descriptor = open(desk.folder.file("vault-data/log"), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            try #require(descriptor >= 0)
            Thread.detachNewThread { [self] in
                defer { close(descriptor) }
                let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
                func inStaging() -> Int {
                    desk.folder.entries(below: "vault-data/staging").count { $0.contains("/object-") }
                }
                // Opening the vault takes the lease once, before anything is staged; so it is taken only then.
                while inStaging() == 0, isAwaited(deadline) { usleep(200) }
                flock(descriptor, LOCK_EX)
                while inStaging() < count, isAwaited(deadline) { usleep(200) }
                let found = inStaging()
                staged.withLock { $0 = found }
                changed.withLock { changed.broadcast() }
            }
        }

        private func isAwaited(_ deadline: Date) -> Bool { Date.now < deadline && !isOver.load(ordering: .relaxed) }

        /// How many files lay in staging when the lease was given back; to be asked when the program has ended.
        func released() -> Int {
            isOver.store(true, ordering: .relaxed)
            return changed.withLock {
                while true {
                    if let count = staged.withLock({ $0 }) { return count }
                    changed.wait()
                }
            }
        }
    }

    /// Takes each sync out of the trace, one at a time, with those of the write-ahead log on which nothing rests: one of
    /// these, by another thread at about the same moment, could stand in for it.
    private func expectEverySyncNeeded(_ traced: Traced) {
        let housekeeping = traced.replay().housekeeping
        let replaceable = housekeeping.filter {
            traced.trace.calls[$0].path(ofDescriptor: 0)?.hasSuffix("-wal") == true
        }
        let before = traced.replay(without: replaceable).violations
        for index in traced.trace.syncs where !housekeeping.contains(index) && traced.trace.calls[index].result == 0 {
            let call = traced.trace.calls[index]
            #expect(
                traced.replay(without: replaceable.union([index])).violations.count > before.count,
                "nothing rests on \(call.name)(\(call.arguments[0])), call \(index)")
        }
    }

    @Test("a lone deposit: each file by its fsync, none of which can be taken away")
    func loneDeposit() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        // Large enough to be synced while it is written.
        try await desk.sign(String(repeating: "lớn ", count: 1 << 18), as: "lon.txt")
        try await desk.sign("nhỏ", as: "nho.txt")
        for (number, name) in ["lon.txt.p7s", "nho.txt.p7s"].enumerated() {
            let traced = try await traced(desk, Desk.put(name))
            let replay = traced.replay()
            #expect(replay.violations.isEmpty)
            #expect(replay.acknowledged == [Int64(number)])
            #expect(!traced.trace.calls.contains { $0.name == "syncfs" })
            expectEverySyncNeeded(traced)
        }
    }

    @Test(
        "twenty deposits that share a commit: one syncfs before the names and one after, none of which can be taken away"
    )
    func twentyDeposits() async throws {
        let signer = try await DemonstrationKeys.signer()
        var found: Traced?
        var said = ""
        // A vault waits half a minute for its lease: where a busy machine has not staged them all by then, once more.
        for _ in 0..<5 where found == nil {
            let desk = try await Desk()
            try await desk.initialise()
            for number in 1...20 { try desk.sign("Đơn số \(number)", as: "hs/don-\(number).txt", by: signer) }
            let holder = try LeaseHolder(desk, untilStaged: 50)
            let (run, traced) = try await trace(desk, Desk.put("hs"))
            let staged = holder.released()
            if run.status == 0, staged >= 50 { found = traced }
            said += "\(staged) files in staging, \(run.end) \(run.errors)\(run.output)\n"
        }
        let traced = try #require(found, "cannot set up: \(said)")
        let replay = traced.replay()
        #expect(replay.violations.isEmpty)
        #expect(replay.acknowledged.sorted() == Array(0..<20))
        #expect(traced.trace.calls.count { $0.name == "syncfs" } >= 2)
        expectEverySyncNeeded(traced)
    }

    @Test("an acknowledgement moved before a sync that it rests on is seen")
    func earlyAcknowledgement() async throws {
        let desk = try await Desk()
        try await desk.initialise()
        try await desk.sign("Đơn", as: "don.txt")
        let traced = try await traced(desk, Desk.put("don.txt.p7s"))
        let said = try #require(
            traced.trace.calls.firstIndex { $0.name == "write" && $0.arguments[0].hasPrefix("1<") })
        let last = try #require(
            traced.trace.syncs.last { traced.trace.calls[$0].path(ofDescriptor: 0)?.hasSuffix("/log") == true })
        let acknowledgement = traced.trace.calls[said]
        let moment = traced.trace.calls[last].began
        var calls = traced.trace.calls
        calls[said] = SystemCall(
            thread: acknowledgement.thread, name: acknowledgement.name, arguments: acknowledgement.arguments,
            result: acknowledgement.result, began: moment, ended: moment)
        let early = Traced(trace: SystemCallTrace(calls: calls), existing: traced.existing, folder: traced.folder)
        #expect(early.replay().violations == ["0 was acknowledged before its checkpoint was durable"])
    }
}
