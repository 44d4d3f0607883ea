import ArgumentParser
import Messages
import PKI
import Signatures
import VaultCore

/// `kho revalidate`: validates pending documents again, with the trust and the evidence of today.
struct Revalidate: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "revalidate", abstract: "Validate pending documents again, with today's evidence.",
        discussion: """
            Examples:
              kho revalidate                all that are pending
              kho revalidate 3fa9c1

            New lists and answers go into certs/crls and certs/ocsp first. What is valid now is entered as the next
            version; what is proven bad is refused for good; for what is still pending nothing is entered.

            Exit status: 0 none is pending any more, 6 refused, 7 still pending.
            """)

    @Argument(help: "Documents, each by id, code, or the first digits of a digest; else all that are pending.")
    var references: [String] = []
    @Option(help: "The folder of trusted roots (else KHO_TRUST, certs beside the vault, your own, /etc/kho/certs).")
    var trust: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        try await opened(.validating(trust: trust)) { vault in
            let revalidations = Revalidations(vault: vault, console: console)
            guard !references.isEmpty else { return try await revalidations.runAll() }
            var documents: [DocumentID] = []
            for reference in references {
                let meant = try await document(reference, in: vault).description.document
                if !documents.contains(meant) { documents.append(meant) }
            }
            return await revalidations.run(documents) ?? .success
        }
    }
}
