import Foundation
import PKI
import Synchronization
import TestSupport
import Testing
import VaultCore
import VaultStorage

@testable import VaultServer

/// Not a test of speed (no timing is asserted): says how long it takes from when a deposit is begun, and from when it is
/// acknowledged, until its event is at a reader, where `KHO_EVENT_LATENCY` gives the seconds; `KHO_DEPOSIT_RATE` deposits a second, 200 unless said.
@Suite("From deposit to event", .enabled(if: ProcessInfo.processInfo.environment["KHO_EVENT_LATENCY"] != nil))
struct EventLatencyTests {
    /// When each entry's deposit was begun and when it was acknowledged (microseconds since 1970).
    private final class Deposits: Sendable {
        private let times = Mutex<[UInt64: (begun: Int64, acknowledged: Int64)]>([:])
        var all: [UInt64: (begun: Int64, acknowledged: Int64)] { times.withLock { $0 } }
        func note(_ index: UInt64, begun: Int64) {
            times.withLock { $0[index] = (begun, Instant.now().microseconds) }
        }
    }

    @Test("every deposit's event arrives, one after the other")
    func latency() async throws {
        let seconds = Int(ProcessInfo.processInfo.environment["KHO_EVENT_LATENCY"] ?? "") ?? 60
        let rate = Int(ProcessInfo.processInfo.environment["KHO_DEPOSIT_RATE"] ?? "") ?? 200
        let served = try await EventServing.served(0)
        let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/event_reader.py").path
        let reader = try RunningProgram(
            [
                "python3", script, String(served.port), "\(served.folder)/tls-root.pem", "\(served.folder)/client.pem",
                "\(served.folder)/client.key",
            ], in: served.folder)
        while !reader.outputSoFar.contains("ready") { try await Task.sleep(for: .milliseconds(10)) }
        let folder = try await VaultFolder.open(served.vault, for: .depositing(WillingValidator()))
        let deposits = Deposits()
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<(rate * seconds) {
                try await Task.sleep(until: start + .microseconds(1_000_000 * number / rate), clock: .continuous)
                group.addTask {
                    let begun = Instant.now().microseconds
                    let bytes = SecureRandom.bytes(4096) + Array("\(number)".utf8)
                    let outcome = try await folder.vault.deposit(
                        DepositRequest(
                            owner: try Owner(WillingValidator.owner), category: .ownFile,
                            file: DepositSource(
                                name: try FileName("\(number).p7m"), open: { MemorySource(bytes) }), contents: [],
                            uploader: "test", entrance: "test"))
                    if case .kept(let committed, _) = outcome { deposits.note(committed.record.index, begun: begun) }
                }
            }
            try await group.waitForAll()
        }
        let elapsed = ContinuousClock.now - start
        let count = rate * seconds
        while reader.outputSoFar.utf8.count(where: { $0 == UInt8(ascii: "\n") }) <= count {
            try await Task.sleep(for: .milliseconds(200))
        }
        let arrived = reader.outputSoFar.split(separator: "\n").dropFirst().map { $0.split(separator: " ") }
        #expect(arrived.compactMap { $0.first.flatMap { UInt64($0) } } == Array(0..<UInt64(count)))
        let times = deposits.all
        let latencies = arrived.compactMap { line -> (begun: Int64, acknowledged: Int64)? in
            guard let index = UInt64(line[0]), let time = Int64(line[1]), let deposit = times[index] else { return nil }
            return (time - deposit.begun, time - deposit.acknowledged)
        }
        #expect(latencies.count == count)
        for (name, sorted) in [
            ("begun", latencies.map(\.begun).sorted()), ("acknowledged", latencies.map(\.acknowledged).sorted()),
        ] {
            func milliseconds(_ share: Double) -> Double { Double(sorted[Int(Double(count - 1) * share)]) / 1000 }
            print(
                "LATENCY from \(name): \(count) deposits in \(elapsed): p50 \(milliseconds(0.5)) ms, p99 "
                    + "\(milliseconds(0.99)) ms, longest \(milliseconds(1)) ms")
        }
        reader.kill()
        try await folder.close()
        await served.close()
    }
}
