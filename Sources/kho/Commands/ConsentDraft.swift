import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore

/// `kho consent draft`: writes the statement that an owner signs, to consent or to take a consent back.
struct ConsentDraft: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "Write the statement that the owner signs.",
        discussion: """
            Example:
              kho consent draft --withdraw 5e1f0a -o rut-dong-y.json

            To consent, on one line: kho consent draft
              --owner CCCD:038093015572 --to H37.01 --purpose 1.001193
              --document all --until 2027-05-31 -o dong-y.json

            The owner signs the file as it is: kho sign dong-y.json --key toi.p12. A byte that is changed in it makes it
            another statement. --document takes references, or all: then also what comes later.
            """)

    @Option(help: "Who consents: SCHEME:ID.") var owner: String?
    @Option(help: "The agency that may read, by its code, for example H37.01.") var to: String?
    @Option(help: "A document, or all; may be given several times.") var document: [String] = []
    @Option(help: "The first day, for example 2026-11-25 (else today).") var from: String?
    @Option(help: "The last day.") var until: String?
    @Option(help: "Draft the request that takes this consent back.") var withdraw: String?
    @Option(name: .short, help: "Where to write; - for standard output.") var o: String
    @Flag(help: "Overwrite a file that is there.") var force = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        // It is what the statement says, and what this very command is for.
        let purpose = vault.access.purpose
        let isConsent = owner != nil && to != nil && purpose != nil && until != nil && !document.isEmpty
        let saysNothing = owner == nil && to == nil && purpose == nil && until == nil && document.isEmpty
        guard withdraw == nil ? isConsent : saysNothing && from == nil else {
            throw ValidationError("Give --owner, --to, --purpose, --document and --until; or --withdraw alone.")
        }
        guard !document.contains("all") || document.count == 1 else {
            throw ValidationError("--document all covers every document; name no others beside it.")
        }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let statement: JSON
        if let withdraw {
            statement =
                ConsentWithdrawalRequest(
                    consent: try await consent(withdraw, in: vault).terms.id, vault: vault.identity.id
                ).json
        } else {
            statement = try await terms(in: vault).json
        }
        var file = try OutputFile(path: o, force: force)
        try file.write(statement.canonicalBytes)
        try file.commit()
        if o == "-" { return .success }
        if console.isJSON {
            console.print(["schema": "kho.consent-draft/1", "file": .string(o), "statement": statement])
        } else {
            let message = Message(code: "CONSENT_DRAFTED", facts: ["file": o])
            console.print(message)
            if let next = message.nextStep { console.print(next) }
        }
        return .success
    }

    private func terms(in vault: any Vault) async throws -> ConsentTerms {
        let identity = try await vault.links(of: Owner(owner ?? "")).identity
        var named: [DocumentID]? = document == ["all"] ? nil : []
        for reference in document where named != nil {
            let description = try await document(reference, in: vault).description
            guard identity.identifiers.contains(description.owner) else { throw VaultError(.consentDocumentNotOwners) }
            named?.append(description.document)
        }
        let today = DocumentDay(inVietnam: .now())
        return try ConsentTerms(
            vault: vault.identity.id, owner: identity.owner, agency: AgencyCode(to ?? ""),
            purpose: AccessPurpose(self.vault.access.purpose ?? ""), documents: named,
            from: try from.map { try day($0, "--from") } ?? today ?? day("", "--from"),
            until: day(until ?? "", "--until"))
    }
}
