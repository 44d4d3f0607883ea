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
        var identity: OwnerIdentity?
        if let owner { identity = try await vault.identity(of: Owner(owner)) }
        var query = DocumentQuery(
            owner: identity, category: try category.map { try Category(number: $0) })
        var isEmpty = true
        while true {
            let page = try await vault.list(query)
            for listing in page { console.show(listing, "kho.list/1") }
            isEmpty = isEmpty && page.isEmpty
            guard page.count == query.limit, let last = page.last else { break }
            query.after = last.index
        }
        if isEmpty, !console.isJSON { console.warn(Message(code: "LIST_EMPTY")) }
        return .success
    }
}

extension Console {
    /// One document of a list, on a line.
    func show(_ listing: DocumentListing, _ schema: String) {
        let description = listing.description
        if isJSON {
            print(DocumentDocument(listing, schema).json)
        } else {
            print(
                "\(description.document.text)  \(listing.time.localText)  \(description.category.rawValue)  "
                    + (listing.end.map { word(for: $0.rawValue, of: "event") }
                        ?? word(for: description.status.rawValue, of: "status")) + "  "
                    + SafeText.escaped(description.name))
        }
    }
}

/// A document as `list`, `search` and `show` give it to programs.
struct DocumentDocument {
    let json: JSON

    init(_ listing: DocumentListing, _ schema: String) {
        let description = listing.description
        var object: JSON.Object = [
            "schema": .string(schema), "document": .string(description.document.text),
            "version": .integer(Int64(description.version)), "name": .string(description.name),
            "owner": .string(description.owner.description), "category": .integer(Int64(description.category.rawValue)),
            "status": .string(description.status.rawValue), "index": .integer(Int64(listing.index)),
            "time": .string(listing.time.description), "files": .array(description.files.map(\.json)),
        ]
        object["verdict"] = description.verdict?.json
        object["end"] = listing.end.map { .string($0.rawValue) }
        object["sensitivity"] = description.sensitivity.map { .integer(Int64($0.rawValue)) }
        object["certification"] = description.certification?.json
        if !description.links.isEmpty { object["links"] = .array(description.links.map(\.json)) }
        if !description.details.isEmpty { object["details"] = description.details.json }
        if !description.metadata.isEmpty { object["metadata"] = .object(description.metadata) }
        if let code = description.code {
            object["code"] = ["scheme": .string(code.scheme), "value": .string(code.value)]
        }
        json = .object(object)
    }
}
