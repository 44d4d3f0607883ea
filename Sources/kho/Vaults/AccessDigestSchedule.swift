import Messages
import VaultCore
import VaultStorage

/// Enters the digests of the journal of accesses beside a server, so that the log has them also where nobody deposits.
///
/// A server that may only read enters none: whoever commits next does.
struct AccessDigestSchedule: Sendable {
    let vault: String
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
            } catch let error as VaultError where error.isOfReading {
                return
            } catch let error as VaultError {
                console.warn(CommandFailure(error, vault: vault).message)
            } catch {
                console.warn(CommandFailure(unexpected: error).message)
            }
        }
    }

    private func enter() async throws {
        guard try await VaultAccess.isDigestDue(vault) else { return }
        let folder = try await VaultFolder.open(vault, for: .recording, as: claim)
        do {
            try await folder.vault.enterAccessDigests()
        } catch {
            try? await folder.close()
            throw error
        }
        try await folder.close()
    }
}

extension VaultError {
    /// Whether it comes of a vault that may not be written to from here.
    fileprivate var isOfReading: Bool {
        switch code {
        case .notPermitted, .keyMissing, .accessDenied, .readOnly: true
        default: false
        }
    }
}
