import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore

/// `kho list`: what is in the vault, in the order of the log.
struct List: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the documents.",
        discussion: "Example:\n  kho list --owner CCCD:038093015572")

    @Option(help: "Only this owner's: SCHEME:ID.") var owner: String?
    @Option(help: "Only this category, 1 to 7.") var category: Int?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        var query = DocumentQuery(
            owner: try owner.map { try Owner($0) }, category: try category.map { try Category(number: $0) })
        var isEmpty = true
        while true {
            let page = try await vault.list(query)
            for listing in page { show(listing, console) }
            isEmpty = isEmpty && page.isEmpty
            guard page.count == query.limit, let last = page.last else { break }
            query.after = last.index
        }
        if isEmpty, !console.isJSON { console.warn(Message(code: "LIST_EMPTY")) }
        return .success
    }

    private func show(_ listing: DocumentListing, _ console: Console) {
        let description = listing.description
        if console.isJSON {
            console.print(DocumentDocument(description, index: listing.index, time: listing.time, "kho.list/1").json)
        } else {
            console.print(
                "\(description.document.text)  \(listing.time.localText)  \(description.category.rawValue)  "
                    + console.word(for: description.status.rawValue, of: "status") + "  "
                    + SafeText.escaped(description.name))
        }
    }
}

/// A document as `list` and `show` give it to programs.
struct DocumentDocument {
    let json: JSON

    init(_ description: DocumentDescription, index: UInt64, time: Instant, _ schema: String) {
        var object: JSON.Object = [
            "schema": .string(schema), "document": .string(description.document.text),
            "version": .integer(Int64(description.version)), "name": .string(description.name),
            "owner": .string(description.owner.description), "category": .integer(Int64(description.category.rawValue)),
            "status": .string(description.status.rawValue), "index": .integer(Int64(index)),
            "time": .string(time.description), "files": .array(description.files.map(\.json)),
            "verdict": description.verdict.json,
        ]
        if let code = description.code {
            object["code"] = ["scheme": .string(code.scheme), "value": .string(code.value)]
        }
        json = .object(object)
    }
}
