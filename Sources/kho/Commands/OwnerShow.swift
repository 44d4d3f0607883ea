import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore

/// `kho owner show`: all numbers of one owner, and the entries that made them so.
struct OwnerShow: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show an owner's numbers, and how they came to be linked.",
        discussion: "Example:\n  kho owner show CCCD:038093015572")

    @Argument(help: "SCHEME:ID, for example CCCD:038093015572.") var owner: String
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let (identity, entries) = try await vault.links(of: Owner(owner))
        let identifiers = identity.identifiers.map(\.description).sorted()
        if console.isJSON {
            console.print([
                "schema": "kho.owner/1", "owner": .string(owner), "identifiers": JSON(identifiers),
                "entries": .array(entries.compactMap(json)),
            ])
            return .success
        }
        if entries.isEmpty {
            console.print(Message(code: "OWNER_HAS_NO_LINKS", facts: ["owner": owner]))
            return .success
        }
        for identifier in identifiers { console.print(SafeText.escaped(identifier)) }
        for record in entries {
            guard case .ownerLink(let link) = record.shared.content else { continue }
            let what = console.text(
                "OWNER_LINK_ENTRY",
                [
                    "link": String(link.isLinked), "owner": link.first.description,
                    "other": link.second.description,
                ])
            console.print(
                "  \(record.index)  \(record.leaf.time.localText)  \(what)  ← \(link.evidence.document)")
        }
        return .success
    }

    private func json(_ record: Record) -> JSON? {
        guard case .ownerLink(let link) = record.shared.content else { return nil }
        return [
            "index": .integer(Int64(record.index)), "time": .string(record.leaf.time.description),
            "owners": [.string(link.first.description), .string(link.second.description)],
            "linked": .bool(link.isLinked), "evidence": .string(link.evidence.document.text),
            "reason": .string(link.reason),
        ]
    }
}
