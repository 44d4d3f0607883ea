import ArgumentParser
import Foundation
import Messages
import PKI
import VaultCore

/// `kho erase approve`: a second person's word, on which the vault erases at once.
struct EraseApprove: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Approve a request and erase: it cannot be taken back.",
        discussion: """
            Example:
              kho erase approve 7d31e0 --key nguoi-duyet.p12

            The approver is another person than the one who asked and than the owner, with a line in vault-data/roles:
              approver CCCD:001088012345
            """)

    @Argument(help: "The request's id, or its first digits (kho erase list).") var request: String
    @OptionGroup var signing: ErasureSigningOptions
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        try await opened(.validating(trust: signing.trust)) { vault in
            let record = try await erasure(request, in: vault)
            guard case .erasureRequest(let request) = record.shared.content else { throw VaultError(.erasureDone) }
            // Before anybody is asked for a passphrase; a server has its vault's seal itself.
            if case .folder(let path) = try self.vault.place() {
                _ = try SealKey.load(vault: path, identity: vault.identity)
            }
            let approval = try signing.identity(console).signed(ErasureApproval(of: request.statement).bytes)
            let outcome = try await vault.approveErasure(
                request.statement.request, approval: approval, uploader: SystemAccount.name,
                entrance: "command-line")
            return show(outcome, console)
        }
    }
}
