import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore
import VaultServer
import VaultStorage

/// `kho webhook test`: sends one message that tells of nothing.
struct WebhookTest: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send a webhook one message that tells of nothing.",
        discussion: """
            Example:
              kho webhook test cong-dvc

            Where it arrives, a webhook that had failed, or had answered that it is gone, is told again from where it
            stood. Exit status: 0 it arrived, 75 it did not.
            """)

    @Argument(help: "The webhook's name in the vault's file webhooks.") var name: String
    @Option(help: "More roots that the receiver's certificate may come from, PEM.") var webhookCa: String?
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let webhooks = try await VaultWebhooks.open(vault.path, as: claim())
        let answer = try await webhooks.test(name, by: WebhookPost(webhookAuthorities: webhookCa), at: .now())
        if console.isJSON {
            console.print([
                "schema": "kho.webhook-test/1", "name": .string(name), "arrived": .bool(answer.isDelivered),
                "answer": .string(answer.text),
            ])
        } else {
            console.print(
                Message(
                    code: answer.isDelivered ? "WEBHOOK_ARRIVED" : "WEBHOOK_NOT_ARRIVED",
                    facts: ["name": name, "answer": answer.text]))
        }
        return answer.isDelivered ? .success : .temporary
    }
}
