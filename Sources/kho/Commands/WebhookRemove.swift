import ArgumentParser
import CanonicalJSON
import Messages
import VaultStorage

/// `kho webhook remove`: takes one off the list.
struct WebhookRemove: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Tell a receiver no more, and forget how far it was told.",
        discussion: """
            Example:
              kho webhook remove cong-cu
            """)

    @Argument(help: "The webhook's name in the vault's file webhooks.") var name: String
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        try await VaultWebhooks.open(vault.path, as: claim()).remove(name)
        if console.isJSON {
            console.print(["schema": "kho.webhook-removed/1", "name": .string(name)])
        } else {
            console.print(Message(code: "WEBHOOK_REMOVED", facts: ["name": name]))
        }
        return .success
    }
}
