import ArgumentParser
import CanonicalJSON
import Messages
import VaultCore
import VaultStorage

/// `kho webhook key`: the public key of what webhooks get; made where there is none yet.
struct WebhookKeyCommand: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Print the public key that signs messages; make it first where there is none.",
        discussion: """
            Example:
              kho webhook key

            Hand it to receivers: with it they tell the vault's messages from anybody else's (docs/events.md). The key
            itself stays in keys/webhook.key.

            --rotate makes a new key, which is printed first; messages are signed by both. When every receiver has the new
            one, --retire takes the old one away.
            """)

    @Flag(help: "Make a new key; the old one signs beside it.") var rotate = false
    @Flag(help: "Take the old key away.") var retire = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !rotate || !retire else { throw ValidationError("--rotate begins what --retire ends.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let webhooks = try await VaultWebhooks.open(vault.path, as: claim())
        let keys = try await rotate ? webhooks.rotateKey() : retire ? webhooks.retireKey() : webhooks.keys()
        if console.isJSON {
            console.print(["schema": "kho.webhook-key/1", "publicKeys": JSON(keys.map(\.publicText))])
        } else {
            for key in keys { console.print(key.publicText) }
        }
        return .success
    }
}
