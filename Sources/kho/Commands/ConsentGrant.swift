import ArgumentParser
import Messages
import VaultCore
import VaultStorage

/// `kho consent grant`: enters a consent that its owner signed.
struct ConsentGrant: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "Enter a consent that the owner signed.",
        discussion: """
            Example:
              kho consent grant dong-y.json.p7s

            The statement lies beside its signature, or in it (.p7m). What counts is what was signed. The signature must
            be the owner's and valid now; a statement is taken once.
            """)

    @Argument(help: "The signature file (CAdES).") var file: String
    @Argument(help: "The statement, where it lies elsewhere.") var statement: String?
    @Option(help: "The folder of trusted roots (else KHO_TRUST, certs beside the vault, your own, /etc/kho/certs).")
    var trust: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let submission = try ConsentFiles(signature: file, statement: statement).submission()
        return try await validating(trust: trust, file: file) { vault in
            let committed = try await vault.grant(submission, uploader: SystemAccount.name, entrance: "command-line")
            if case .consent(let consent) = committed.record.shared.content {
                console.showEntry("CONSENT_GRANTED", consent.terms.id, committed)
            }
            return .success
        }
    }
}
