import ArgumentParser
import Messages
import VaultCore

/// `kho consent withdraw`: a consent is taken back; nobody reads by it from then on.
struct ConsentWithdraw: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take a consent back: it opens nothing from then on.",
        discussion: """
            Examples:
              kho consent withdraw 5e1f0a --request rut-dong-y.json.p7s
              kho consent withdraw 5e1f0a --reason paper-request

            The owner signs a request (kho consent draft --withdraw); or an official enters one that came otherwise, with
            a reason in letters, digits, dots and hyphens. To be acknowledged within 2 working days, and done in 15 days,
            20 with --third-party (docs/consent.md).
            """)

    @Argument(help: "The consent's id, or its first six digits or more.") var consent: String
    @Option(help: "The owner's signed request (CAdES).") var request: String?
    @Option(help: "Why, where an official enters it, for example paper-request.") var reason: String?
    @Option(help: "The day on which the request was received (else today).") var received: String?
    @Flag(help: "A processor or somebody else must stop too.") var thirdParty = false
    @Option(help: "The folder of trusted roots (else KHO_TRUST, certs beside the vault, your own, /etc/kho/certs).")
    var trust: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (request == nil) != (reason == nil) else {
            throw ValidationError("Give the owner's signed --request, or a --reason.")
        }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let received = try received.map { try day($0, "--received") }
        if let request {
            let submission = try ConsentFiles(signature: request, statement: nil).submission()
            return try await validating(trust: trust, file: request) { vault in
                try await enter(.request(submission), received, in: vault, console)
            }
        }
        let reason = try AccessPurpose(reason ?? "")
        return try await opened(.recording) { vault in try await enter(.reason(reason), received, in: vault, console) }
    }

    private func enter(
        _ ground: ConsentWithdrawal.Ground, _ received: DocumentDay?, in vault: any Vault,
        _ console: Console
    ) async throws -> ExitStatus {
        let id = try await consent(consent, in: vault).terms.id
        let committed = try await vault.withdraw(
            id, ConsentWithdrawal(ground: ground, received: received, thirdParty: thirdParty),
            uploader: SystemAccount.name, entrance: "command-line")
        try await showDue("CONSENT_TAKEN_BACK", id, committed, in: vault, console)
        return .success
    }
}
