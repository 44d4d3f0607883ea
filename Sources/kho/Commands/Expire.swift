import ArgumentParser
import Messages
import PKI
import VaultCore

/// `kho expire`: says in the log that documents are no longer valid.
struct Expire: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "expire", abstract: "Enter that documents have expired.",
        discussion: """
            Examples:
              kho expire 3fa9c1
              kho expire --due             all whose last day is over

            A document that has expired can be renewed: kho put --replaces.
            """)

    @Argument(help: "Documents, each by id, code, or the first digits of a digest.") var references: [String] = []
    @Flag(help: "Every document whose last day is over.") var due = false
    @Option(help: "Why, for people; subscribers who got the document read it too.") var reason = ""
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard references.isEmpty == due else { throw ValidationError("Name documents, or give --due.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        try await opened(.recording) { vault in
            for reference in references {
                try await enter(
                    .expired, of: document(reference, in: vault), reason: reason, in: vault, console)
            }
            if due { try await enterDue(in: vault, console) }
            return .success
        }
    }

    private func enterDue(in vault: any Vault, _ console: Console) async throws {
        guard let today = DocumentDay(String(Instant.now().localText.prefix(10))) else { return }
        var query = DocumentQuery()
        query.dueBefore = today
        var isEmpty = true
        while true {
            let page = try await vault.list(query)
            for listing in page {
                try await enter(
                    .expired, of: document(listing.description.document.text, in: vault), reason: reason, in: vault,
                    console)
            }
            isEmpty = isEmpty && page.isEmpty
            guard page.count == query.limit, let last = page.last else { break }
            query.after = last.index
        }
        if isEmpty, !console.isJSON { console.warn(Message(code: "NOTHING_DUE")) }
    }
}
