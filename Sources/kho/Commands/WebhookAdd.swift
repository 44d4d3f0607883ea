import ArgumentParser
import CanonicalJSON
import Messages
import VaultCore
import VaultStorage

/// `kho webhook add`: lists one more who is told.
struct WebhookAdd: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Tell one more receiver of what is new from now on.",
        discussion: """
            Example:
              kho webhook add cong-bo https://dvc.example.vn/kho

            Prints the public key by which the receiver checks messages; the key is made where there is none yet. Others
            on this machine can see a command's words: an address that holds a secret is better written into the vault's
            file webhooks by hand.
            """)

    @Argument(help: "How it is called here: small letters, digits and inner hyphens.") var name: String
    @Argument(help: "https://host[:port]/path?query") var address: String
    @Option(help: "Whose entries it gets: a scope of the vault's file scopes, or all.") var scope = "all"
    @Flag(name: .customLong("private"), help: "It may lie on this machine or in the house's own network.")
    var isPrivate = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let webhook = try webhook()
        let webhooks = try await VaultWebhooks.open(vault.path, as: claim())
        try await webhooks.add(webhook)
        let keys = try await webhooks.keys().map(\.publicText)
        if console.isJSON {
            console.print([
                "schema": "kho.webhook-added/1", "name": .string(name), "host": .string(webhook.address.host),
                "scope": .string(scope), "private": .bool(isPrivate), "publicKeys": JSON(keys),
            ])
        } else {
            console.print(
                Message(code: "WEBHOOK_ADDED", facts: ["name": name, "host": webhook.address.host, "scope": scope]))
            for key in keys { console.print(key) }
        }
        return .success
    }

    private func webhook() throws -> Webhook {
        do {
            return try Webhook(name: name, address: WebhookAddress(address), scope: scope, isPrivate: isPrivate)
        } catch {
            throw CommandFailure("WEBHOOK_MALFORMED", status: .usage)
        }
    }
}
