import Messages
import VaultCore
import VaultStorage

/// Enters the digests of the journal of accesses beside a server, so that the log has them also where nobody deposits.
/// A server that is for reading enters none: whoever commits next does.
struct AccessDigestSchedule: Sendable {
    let folder: String
    let host: VaultHost
    let claim: AccessClaim
    let console: Console

    /// Between two looks whether an interval is over: short against the shortest interval (`AdmissionPolicy`).
    private static let pause = Duration.seconds(30)

    /// Runs until its task is cancelled.
    func run() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.pause)
            guard !Task.isCancelled else { return }
            do {
                try await enter()
            } catch let error as VaultError {
                console.warn(CommandFailure(error, vault: folder).message)
            } catch {
                console.warn(CommandFailure(unexpected: error).message)
            }
        }
    }

    private func enter() async throws {
        guard try await VaultAccess.isDigestDue(folder) else { return }
        try await host.ownVault(as: claim).enterAccessDigests()
    }
}
