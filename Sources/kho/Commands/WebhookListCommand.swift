import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore
import VaultStorage

/// `kho webhook list`: who is told, how far, and whether it arrives.
struct WebhookListCommand: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show who is told of new entries, how far, and whether it arrives.",
        discussion: """
            Example:
              kho webhook list
            """)

    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let webhooks = try await VaultWebhooks.open(vault.path, as: claim())
        let listed = try await webhooks.list().webhooks
        let progress = try await webhooks.progress()
        let size = try await webhooks.size()
        for webhook in listed { show(webhook, progress[webhook.name], size: size, at: .now(), console) }
        if listed.isEmpty, !console.isJSON { console.warn(Message(code: "WEBHOOKS_NONE")) }
        return .success
    }

    private func show(
        _ webhook: Webhook, _ progress: WebhookProgress?, size: UInt64, at time: Instant, _ console: Console
    ) {
        let standing = (progress?.standing(at: time) ?? .new).rawValue
        let waiting = progress.map { size - min(size, $0.next) } ?? 0
        if console.isJSON {
            var object: JSON.Object = [
                "schema": "kho.webhook/1", "name": .string(webhook.name), "host": .string(webhook.address.host),
                "scope": .string(webhook.scope), "private": .bool(webhook.isPrivate), "standing": .string(standing),
                "waiting": .integer(Int64(clamping: waiting)),
            ]
            object["next"] = progress.map { .integer(Int64(clamping: $0.next)) }
            object["failures"] = progress.map { .integer(Int64($0.failures)) }
            object["answer"] = progress?.answer.map { .string($0) }
            object["deliveredAt"] = progress?.deliveredAt.map { .string($0.description) }
            object["failingSince"] = progress?.failingSince.map { .string($0.description) }
            object["due"] = progress?.due.map { .string($0.description) }
            console.print(.object(object))
            return
        }
        // The path may hold a secret; the host alone says whose it is.
        var facts = ["name": webhook.name, "host": webhook.address.host, "webhookStanding": standing]
        facts["count"] = String(waiting)
        console.print(Message(code: "WEBHOOK_STANDING", facts: facts))
        if let since = progress?.failingSince, let answer = progress?.answer {
            facts = ["time": since.localText, "answer": answer, "due": progress?.due?.localText ?? "–"]
            console.print("    " + console.text("WEBHOOK_FAILURES", facts))
        } else if let last = progress?.deliveredAt {
            console.print("    " + console.text("WEBHOOK_DELIVERED", ["time": last.localText]))
        }
    }
}
