import Foundation
import PKI
import Testing
import VaultCore

@testable import VaultStorage

/// Not a test of speed (no timing is asserted): says what a batch costs here, where `KHO_THROUGHPUT` gives its size.
@Suite("Throughput", .enabled(if: ProcessInfo.processInfo.environment["KHO_THROUGHPUT"] != nil))
struct ThroughputTests {
    @Test("a large batch is kept whole")
    func batch() async throws {
        let count = Int(ProcessInfo.processInfo.environment["KHO_THROUGHPUT"] ?? "") ?? 1000
        let vault = try MintedVault()
        let folder = try await vault.open()
        let content = SecureRandom.bytes(10_240)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                if number >= 512 { try await group.next() }
                group.addTask {
                    let request = DepositRequest(
                        owner: try Owner(MintedVault.owner), category: .ownFile,
                        file: try MintedVault.source("a\(number).p7m", content + Array("\(number)".utf8)),
                        uploader: "test", entrance: "test")
                    _ = try await folder.vault.deposit(request)
                }
            }
            try await group.waitForAll()
        }
        let acknowledged = ContinuousClock.now - start
        try await folder.close()
        print("THROUGHPUT \(count) acknowledged in \(acknowledged), with records/ in \(ContinuousClock.now - start)")
        #expect(try await VaultFolder.open(vault.path, for: .reading).vault.list(DocumentQuery(limit: 1)).count == 1)
    }
}
