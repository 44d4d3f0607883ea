import CanonicalJSON
import Messages
import VaultCore
import VaultServer
import VaultStorage

/// Tells the vault's webhooks beside a server.
struct WebhookTelling: Sendable {
    let folder: String
    let webhooks: VaultWebhooks
    let transport: WebhookPost
    let console: Console

    /// Runs until its task is cancelled.
    func run() async { await webhooks.dispatch(by: transport, report: tell).run() }

    /// Who is listed now. A list that cannot be understood is named by whoever follows it, and ends no server.
    func listed() async -> [Webhook] { (try? await webhooks.list().webhooks) ?? [] }

    private func tell(_ error: VaultError) { console.warn(CommandFailure(error, vault: folder).message) }
}

extension Webhook {
    /// For whoever starts a server. The path may hold a secret; the host alone says whose it is.
    var json: JSON { ["host": .string(address.host), "name": .string(name), "scope": .string(scope)] }

    var announcement: Message {
        Message(code: "SERVING_WEBHOOK", facts: ["name": name, "host": address.host, "scope": scope])
    }
}
