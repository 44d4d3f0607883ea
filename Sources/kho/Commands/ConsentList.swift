import ArgumentParser
import Messages
import PKI
import VaultCore
import VaultStorage

/// `kho consent list`: consents, or with `--due` what withdrawals still ask for.
struct ConsentList: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List consents; --due: withdrawals to be answered, overdue ones first.",
        discussion: """
            Examples:
              kho consent list --owner CCCD:038093015572
              kho consent list --due
            """)

    @Option(help: "Only this owner's: SCHEME:ID.") var owner: String?
    @Option(help: "Only those to this agency, by its code.") var to: String?
    @Flag(help: "Only withdrawals that are not fulfilled, the earliest day first.") var due = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let calendar = try await vault.calendar()
        var query = ConsentQuery()
        if let owner { query.owner = try await vault.identity(of: Owner(owner)) }
        query.agency = try to.map { try AgencyCode($0) }
        query.isDue = due
        let now = Instant.now()
        var found: [ConsentStanding] = []
        var isEmpty = true
        while true {
            let page = try await vault.consents(query)
            isEmpty = isEmpty && page.isEmpty
            // What is due is few, and sorted as a whole; a list may be long.
            if due { found += page } else { for consent in page { console.show(consent, at: now, calendar) } }
            guard page.count == ConsentQuery.maximumPage, let last = page.last else { break }
            query.after = last.granted.index
        }
        let byDay = found.compactMap { consent in consent.due(at: now, calendar).first.map { (consent, $0.day) } }
        for (consent, _) in byDay.sorted(by: { $0.1 < $1.1 }) { console.show(consent, at: now, calendar) }
        if isEmpty, !console.isJSON { console.warn(Message(code: due ? "CONSENT_NOTHING_DUE" : "CONSENT_LIST_EMPTY")) }
        return .success
    }
}

/// `kho consent show`: one consent, with what became of it.
struct ConsentShow: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a consent and what became of it.",
        discussion: "Example:\n  kho consent show 5e1f0a")

    @Argument(help: "The consent's id, or its first six digits or more.") var consent: String
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let calendar = try await vault.calendar()
        let standing = try await consent(consent, in: vault)
        console.show(standing, at: .now(), calendar, isWhole: true)
        return .success
    }
}
