import Foundation
import Messages
import PKI
import Signatures
import VaultCore
import VaultStorage

/// Validates pending documents again, at the start and then at an interval, beside a server.
///
/// Trust and evidence are read anew each time, so that a list which was put into `certs/crls` counts from the next time
/// on. What fails is said on standard error and tried again the next time; the server goes on.
struct RevalidationSchedule: Sendable {
    let folder: String
    let host: VaultHost
    let interval: Duration
    let claim: AccessClaim
    let console: Console

    /// Runs until its task is cancelled.
    func run() async {
        while !Task.isCancelled {
            do {
                try await revalidateAll()
            } catch let error as VaultError {
                console.warn(CommandFailure(error, vault: folder).message)
            } catch let failure as CommandFailure {
                console.warn(failure.message)
            } catch {
                console.warn(CommandFailure(unexpected: error).message)
            }
            try? await Task.sleep(for: interval)
        }
    }

    private func revalidateAll() async throws {
        let vault = try await host.ownVault(as: claim)
        var counts = ["accepted": 0, "refused": 0, "pending": 0]
        var query = DocumentQuery()
        query.isAwaiting = true
        while true {
            let page = try await vault.list(query)
            for document in page.map(\.description.document) where !Task.isCancelled {
                switch try await vault.revalidate(document, uploader: SystemAccount.name, entrance: "server") {
                case .accepted: counts["accepted", default: 0] += 1
                case .refused: counts["refused", default: 0] += 1
                case .pending: counts["pending", default: 0] += 1
                case .notPending: break
                }
            }
            guard page.count == query.limit, let last = page.last, !Task.isCancelled else { break }
            query.after = last.index
        }
        if counts.values.contains(where: { $0 > 0 }) {
            console.warn(Message(code: "REVALIDATED", facts: counts.mapValues(String.init)))
        }
    }
}
