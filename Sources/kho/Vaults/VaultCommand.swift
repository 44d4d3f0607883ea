import Messages
import PKI
import VaultCore
import VaultStorage

/// What the commands on a vault share: opening it, and turning its errors into failures.
protocol VaultCommand: KhoCommand {
    var vault: VaultOptions { get }
    /// As whom, and for what.
    func claim() throws -> AccessClaim
    func work(_ console: Console) async throws -> ExitStatus
}

extension VaultCommand {
    func perform() async throws -> ExitStatus {
        do {
            return try await work(Console(options: output))
        } catch let error as VaultError {
            throw CommandFailure(error, vault: vault.path)
        } catch let error as ByteSourceError {
            throw CommandFailure(error, file: vault.path)
        }
    }

    func claim() throws -> AccessClaim { try vault.access.claim() }

    func openForReading() async throws -> AccessControlledVault {
        try await VaultFolder.open(vault.path, for: .reading, as: claim()).vault
    }

    /// The document that a person means by REF, for something that is done with it.
    func document(
        _ text: String, in vault: AccessControlledVault, for action: AccessAction = .describe
    ) async throws -> KeptDocument {
        do {
            return try await vault.show(DocumentReference(text), for: action)
        } catch let error as VaultError where error.code == .notFound || error.code == .ambiguous {
            throw CommandFailure(
                error.code == .notFound ? "NO_SUCH_DOCUMENT" : "AMBIGUOUS_REFERENCE",
                error.facts.merging(["reference": text]) { own, _ in own },
                status: error.code == .notFound ? .noSuchDocument : .usage)
        }
    }
}
