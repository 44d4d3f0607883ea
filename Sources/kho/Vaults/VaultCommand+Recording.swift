import CanonicalJSON
import Messages
import PKI
import VaultCore
import VaultStorage

extension VaultCommand {
    /// Opens the vault for entries that need no validation, and closes it, also where one was refused.
    func recording(_ work: (AccessControlledVault) async throws -> ExitStatus) async throws -> ExitStatus {
        let folder = try await VaultFolder.open(vault.path, for: .recording, as: claim())
        let status: ExitStatus
        do {
            status = try await work(folder.vault)
        } catch {
            // What was refused is the answer; what closing leaves undone, the next opening does.
            try? await folder.close()
            throw error
        }
        try await folder.close()
        return status
    }

    /// Enters what became of a document, and says so.
    func enter(
        _ kind: DocumentEvent.Kind, of document: KeptDocument, reason: String, in vault: AccessControlledVault,
        _ console: Console
    ) async throws {
        let committed = try await vault.enter(
            kind, of: document, reason: reason, uploader: SystemAccount.name, entrance: "command-line")
        let id = document.description.document.text
        let index = committed.record.index
        if console.isJSON {
            console.print([
                "schema": "kho.event/1", "document": .string(id), "event": .string(kind.rawValue),
                "index": .integer(Int64(index)), "time": .string(committed.record.leaf.time.description),
            ])
        } else {
            console.print(
                Message(
                    code: "EVENT_ENTERED",
                    facts: ["document": id, "event": kind.rawValue, "index": String(index)]))
        }
    }
}
