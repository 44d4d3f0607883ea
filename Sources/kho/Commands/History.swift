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
        let document = try await identified(reference, in: vault, for: .history)
        // That there are versions and events is the auditor's; what documents are called and say is not.
        let entries: [(entry: OutlineEntry, record: Record?)] =
            vault.actor.role == .auditor
            ? try await vault.outline(of: document).map { ($0, nil) }
            : try await vault.history(of: document).map { (OutlineEntry($0), $0) }
        for (entry, record) in entries {
            if console.isJSON {
                console.print(json(entry, of: document, record?.shared.content))
            } else {
                console.print(line(entry, record?.shared.content, console))
            }
        }
        return .success
    }

    private func json(_ entry: OutlineEntry, of document: DocumentID, _ content: SharedPart.Content?) -> JSON {
        var object: JSON.Object = [
            "schema": "kho.history/1", "index": .integer(Int64(entry.index)),
            "time": .string(entry.time.description),
        ]
        switch entry.content {
        case .version(let version, let cause, let status, let indication):
            object["document"] = .string(document.text)
            object["version"] = .integer(Int64(version))
            object["cause"] = .string(cause.rawValue)
            object["status"] = .string(status.rawValue)
            object["indication"] = indication.map { .string($0.rawValue) }
        case .event(let kind, let version):
            object["document"] = .string(document.text)
            object["version"] = .integer(Int64(version))
            object["event"] = .string(kind.rawValue)
        case .other: break
        }
        switch content {
        case .document(let description):
            object["name"] = .string(description.name)
            object["files"] = .array(description.files.map(\.json))
            if !description.links.isEmpty { object["links"] = .array(description.links.map(\.json)) }
        case .event(let event): object["reason"] = .string(event.reason)
        default: break
        }
        return .object(object)
    }

    private func line(_ entry: OutlineEntry, _ content: SharedPart.Content?, _ console: Console) -> String {
        var what: String
        switch entry.content {
        case .version(let version, let cause, let status, _):
            what = console.text(
                "HISTORY_VERSION", ["version": String(version), "cause": cause.rawValue, "status": status.rawValue])
        case .event(let kind, _): what = console.word(for: kind.rawValue, of: "event")
        case .other: what = ""
        }
        switch content {
        case .document(let description):
            what += description.links.map { link in
                "\n    " + SafeText.escaped(link.address)
                    + (link.attested.map { "  " + console.text("AS_ATTESTED", $0) } ?? "")
            }.joined()
        case .event(let event) where !event.reason.isEmpty: what += ": " + SafeText.escaped(event.reason)
        default: break
        }
        return "\(entry.index)  \(entry.time.localText)  \(what)"
    }
}
