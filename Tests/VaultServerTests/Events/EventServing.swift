import Foundation
import PKI
import TestSupport
import Testing
import VaultCore
import VaultStorage

@testable import VaultServer

/// A served vault that tells of new entries.
enum EventServing {
    /// A vault that knows the client certificate as the service `cong-dvc`.
    static func served(
        _ documents: Int, scope: String = "all", isPinned: Bool = true,
        events: (any EventEntrance)? = nil, configure: @escaping @Sendable (inout ServingOptions) -> Void = { _ in },
        recognises: @escaping @Sendable (Bool) -> Bool = { $0 }
    ) async throws -> ServedVault {
        try await ServedVault(
            documents: documents,
            services: { try ServiceAuthorities(authorities: ServedVault.read("\($0)/client-ca.pem")) },
            configure: { options in
                // The end of a stream waits for threads that other tests keep busy.
                options.budgets.times.ending = .seconds(600)
                configure(&options)
            },
            parts: { parts, folder in
                let blocks = PEM.blocks(try ServedVault.read("\(folder)/client.pem"))
                let digest = Digest.sha256(of: try #require(blocks?.first).bytes)
                parts.service = { recognises($0 == digest) ? "cong-dvc" : nil }
                let roles = "service cong-dvc \(scope)\n" + (isPinned ? "client cong-dvc \(digest)\n" : "")
                try Data(roles.utf8).write(to: URL(fileURLWithPath: "\(folder)/vault-data/roles"))
                let host = try await VaultHost.open("\(folder)/vault-data", validator: { WillingValidator() })
                parts.events = events ?? host
            })
    }
}

/// Far more entries than any buffer between two programs holds.
final class EndlessLog: EventEntrance, LogEntries, CommitFeed {
    private let reads = Counter()

    /// Pages that were asked for so far.
    var pageCount: Int { reads.count }

    func events(for claim: AccessClaim) async throws -> EventLog { EventLog(records: self, commits: self) }

    func size() async throws -> UInt64 { 1_000_000 }

    func entries(_ range: Range<UInt64>) async throws -> [LogEntry] {
        reads.add()
        let leaf = LogLeaf(commitment: .sha256(of: []), time: MintedPKI.now)
        return range.map { .erased(ErasedRecord(index: $0, leaf: leaf, tombstone: 0)) }
    }

    func sizes() -> AsyncStream<UInt64> { AsyncStream { $0.yield(1_000_000) } }
}
