import ArgumentParser
import CanonicalJSON
import Messages
import VaultCore
import VaultStorage

/// `kho webhook secret`: a secret for a receiver whose library knows no public keys.
struct WebhookSecretCommand: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "secret", abstract: "Make a secret for a receiver that cannot check by a public key.",
        discussion: """
            Example:
              kho webhook secret cong-dvc

            Prints the secret, once, for libraries of Standard Webhooks that check by one alone. Messages are signed by it
            besides the vault's key from then on. A new one takes the place of the one before within seconds.
            """)

    @Argument(help: "The webhook's name in the vault's file webhooks.") var name: String
    @Flag(name: .customLong("remove"), help: "Take the secret away.") var isRemoving = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let webhooks = try await VaultWebhooks.open(vault.path, as: claim())
        guard !isRemoving else {
            try await webhooks.removeSecret(of: name)
            if console.isJSON {
                console.print(["schema": "kho.webhook-secret/1", "name": .string(name), "secret": .null])
            } else {
                console.print(Message(code: "WEBHOOK_SECRET_REMOVED", facts: ["name": name]))
            }
            return .success
        }
        let secret = try await webhooks.makeSecret(for: name)
        if console.isJSON {
            console.print([
                "schema": "kho.webhook-secret/1", "name": .string(name), "secret": .string(secret.text),
            ])
        } else {
            console.print(secret.text)
        }
        return .success
    }
}
