public import ArgumentParser
import CanonicalJSON
import Messages
public import VaultCore

/// `kho search`: documents by what they are called and what is said of them, the newest first.
struct Search: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Find documents by name, code, issuer, date …",
        discussion: """
            Examples:
              kho search giay khai sinh                with or without accents
              kho search 12/2026/GKS --from 2026-01-01
              kho search --code-prefix H37- --status current
              kho search don --owner CCCD:038093015572 --limit 20

            All words must be there: in a document's name, the paper's number and type, or its issuer. The newest entry
            comes first. What is pending is found with its --owner only.
            """)

    @Argument(help: "Words, in any order; case, accents and tone marks do not matter.") var words: [String] = []
    @Option(help: "This code.") var code: String?
    @Option(help: "Codes that begin so.") var codePrefix: String?
    @Option(help: "Only this category, 1 to 7.") var category: Int?
    @Option(help: "Only this type of paper: KQ.G15.000031, or words of it.") var type: String?
    @Option(help: "Only this issuer, or words of its name.") var issuer: String?
    @Option(help: "Issued on this day or later: 2026-01-01.") var from: String?
    @Option(help: "Issued on this day or earlier: 2026-12-31.") var to: String?
    @Option(help: "Only these.") var status: SearchQuery.Status?
    @Option(help: "Only this owner's: SCHEME:ID.") var owner: String?
    @Option(help: "At most so many documents.") var limit = 50
    @Option(help: "Go on after a page: the number that it ended with.") var after: UInt64?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be 1 or more.") }
        guard code == nil || codePrefix == nil else { throw ValidationError("Give --code or --code-prefix.") }
        guard owner != nil || status?.isOwnersAlone != true else {
            throw ValidationError("What is pending or was refused is found with its --owner only.")
        }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        var query = try await query(in: vault)
        var left = limit
        while true {
            query.limit = left
            let page = try await vault.search(query)
            for listing in page.listings { console.show(listing, "kho.search/1") }
            left -= page.listings.count
            query.before = page.next
            guard left > 0, page.next != nil else { break }
        }
        if let next = query.before {
            if console.isJSON {
                console.print(["schema": "kho.search-page/1", "next": .string(String(next))] as JSON)
            } else {
                console.warn(Message(code: "SEARCH_MORE", facts: ["next": String(next)]))
            }
        } else if left == limit, !console.isJSON {
            console.warn(Message(code: "SEARCH_EMPTY"))
        }
        return .success
    }

    private func query(in vault: any Vault) async throws -> SearchQuery {
        var query = SearchQuery()
        if !words.isEmpty { query.terms = try SearchTerms(words.joined(separator: " ")) }
        if let code { query.code = .exactly(try DocumentCode(code).value) }
        if let codePrefix { query.code = .beginning(try DocumentCode(codePrefix).value) }
        query.category = try category.map { try Category(number: $0) }
        query.paperType = try folded(type, "--type")
        query.issuer = try folded(issuer, "--issuer")
        query.issuedFrom = try DocumentOptions.day(from, "--from")
        query.issuedTo = try DocumentOptions.day(to, "--to")
        query.status = status
        if let owner { query.owner = try await vault.identity(of: Owner(owner)) }
        query.before = after
        return query
    }

    private func folded(_ text: String?, _ option: String) throws -> FoldedText? {
        try text.map {
            let folded = FoldedText($0)
            guard !folded.isEmpty else { throw VaultError(.detailMalformed, ["field": option]) }
            return folded
        }
    }
}

extension SearchQuery.Status: ExpressibleByArgument {}
