import Foundation
import TestSupport
import Testing

@testable import VaultStorage

@Suite("Writing records/ behind the acknowledgements")
struct RecordFilesTests {
    /// Two deposits that waited for one writing span for ever where the second was resumed before the first: seen once
    /// in a run of all tests. In a process of its own, since nothing could end the test that spins.
    @Test("whoever waits for the files at the same time is let go, in whatever order they are resumed")
    func waiting() async throws {
        await #expect(processExitsWith: .success) {
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: RunningProgram.usualPatience)
                _exit(EXIT_FAILURE)
            }
            let vault = try MintedVault()
            try await vault.deposit(1)
            let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: true)
            let files = try #require(opened.recordFiles)
            for _ in 0..<300 {
                // The one that begins is resumed after the others, since they are more urgent.
                let first = Task(priority: .background) { try await files.catchUp() }
                try await Task.sleep(for: .microseconds(Int.random(in: 0...500)))
                let others = (0..<3).map { _ in Task(priority: .high) { try await files.catchUp() } }
                for other in others { try await other.value }
                try await first.value
            }
        }
    }
}
