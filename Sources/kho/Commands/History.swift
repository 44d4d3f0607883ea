import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import Signatures
import VaultCore

/// `kho history`: every entry of the log about one document.
struct History: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show a document's versions and what became of it.",
        discussion: "Example:\n  kho history 3fa9c1")

    @Argument(help: "The document's id, code, or the first digits of a digest.") var reference: String
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let document = try await document(reference, in: vault, for: .history).description.document
        // That there are versions and events is the auditor's; what documents are called and say is not.
        let isWhole = vault.actor.role != .auditor
        for record in try await vault.history(of: document) {
            if console.isJSON {
                console.print(json(record, isWhole: isWhole))
            } else {
                console.print(line(record, isWhole: isWhole, console))
            }
        }
        return .success
    }

    private func json(_ record: Record, isWhole: Bool) -> JSON {
        var object: JSON.Object = [
            "schema": "kho.history/1", "index": .integer(Int64(record.index)),
            "time": .string(record.leaf.time.description),
        ]
        switch record.shared.content {
        case .document(let description):
            object["document"] = .string(description.document.text)
            object["version"] = .integer(Int64(description.version))
            object["cause"] = .string(description.cause.rawValue)
            object["status"] = .string(description.status.rawValue)
            object["indication"] = description.verdict.map { .string($0.indication.rawValue) }
            guard isWhole else { break }
            object["name"] = .string(description.name)
            object["files"] = .array(description.files.map(\.json))
            if !description.links.isEmpty { object["links"] = .array(description.links.map(\.json)) }
        case .event(let event):
            object["document"] = .string(event.document.text)
            object["version"] = .integer(Int64(event.version))
            object["event"] = .string(event.kind.rawValue)
            if isWhole { object["reason"] = .string(event.reason) }
        case .ownerLink, .codeAllocation, .accessDigest, .consent, .consentEvent, .erasureRequest, .erasure:
            break
        }
        return .object(object)
    }

    private func line(_ record: Record, isWhole: Bool, _ console: Console) -> String {
        let what: String
        switch record.shared.content {
        case .document(let description):
            what =
                console.text(
                    "HISTORY_VERSION",
                    [
                        "version": String(description.version), "cause": description.cause.rawValue,
                        "status": description.status.rawValue,
                    ])
                + (isWhole ? description.links : []).map { link in
                    "\n    " + SafeText.escaped(link.address)
                        + (link.attested.map { "  " + console.text("AS_ATTESTED", $0) } ?? "")
                }.joined()
        case .event(let event):
            let reason = event.reason.isEmpty || !isWhole ? "" : ": " + SafeText.escaped(event.reason)
            what = console.word(for: event.kind.rawValue, of: "event") + reason
        case .ownerLink, .codeAllocation, .accessDigest, .consent, .consentEvent, .erasureRequest, .erasure:
            what = ""
        }
        return "\(record.index)  \(record.leaf.time.localText)  \(what)"
    }
}
