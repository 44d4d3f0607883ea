import CanonicalJSON
import Messages
import PKI
import VaultCore

extension VaultCommand {
    /// Enters what became of a document, and says so.
    func enter(
        _ kind: DocumentEvent.Kind, of document: KeptDocument, reason: String, in vault: any Vault,
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
