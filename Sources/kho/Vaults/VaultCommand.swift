import Messages
import PKI
import VaultCore
import VaultStorage

/// What the commands on a vault share: opening it, and turning its errors into failures.
protocol VaultCommand: KhoCommand {
    var vault: VaultOptions { get }
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

    func openForReading() async throws -> StoredVault {
        try await VaultFolder.open(vault.path, for: .reading).vault
    }

    /// The document that a person means by REF.
    func document(_ text: String, in vault: StoredVault) async throws -> KeptDocument {
        do {
            return try await vault.show(DocumentReference(text))
        } catch let error as VaultError where error.code == .notFound || error.code == .ambiguous {
            throw CommandFailure(
                error.code == .notFound ? "NO_SUCH_DOCUMENT" : "AMBIGUOUS_REFERENCE",
                error.facts.merging(["reference": text]) { own, _ in own },
                status: error.code == .notFound ? .noSuchDocument : .usage)
        }
    }
}
