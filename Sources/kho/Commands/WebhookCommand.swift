import ArgumentParser

/// `kho webhook`: who is told of new entries, and how that goes.
struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook", abstract: "See who is told of new entries by HTTP, and try it.",
        discussion: """
            Examples:
              kho webhook add cong-moi https://moi.example.vn/kho
              kho webhook key             the key that receivers check messages by
              kho webhook list
              kho webhook test cong-dvc

            Who is told stands in the vault's file webhooks, a line each; `kho serve` tells them (docs/events.md):

              webhook cong-dvc https://dvc.example.vn/kho?key=bi-mat all
              webhook noi-bo https://10.1.2.3:8443/kho all private
            """,
        subcommands: [
            WebhookAdd.self, WebhookRemove.self, WebhookListCommand.self, WebhookTest.self, WebhookKeyCommand.self,
            WebhookSecretCommand.self,
        ])
}
