/// `vault-data/webhooks`: who is told of new entries.
///
///     # NAME and URL, whose entries, and whether it is in the house's own network
///     webhook cong-dvc https://dvc.example.vn/kho?key=… all
///     webhook noi-bo https://10.1.2.3:8443/kho all private
public struct WebhookList: Hashable, Sendable {
    public let webhooks: [Webhook]

    /// Each is a task, a connection now and then and a row; a vault tells a handful.
    public static let maximumCount = 64

    /// - Throws: `WEBHOOKS_MALFORMED` with the line; also for a name that stands twice.
    public init(parsing text: String) throws(VaultError) {
        var found: [Webhook] = []
        for (number, words) in RuleLines(text) {
            guard let webhook = Self.webhook(words), found.count < Self.maximumCount,
                !found.contains(where: { $0.name == webhook.name })
            else { throw VaultError(.webhooksMalformed, ["line": String(number)]) }
            found.append(webhook)
        }
        webhooks = found
    }

    /// The text of a list with one more at its end; the rest stays as somebody wrote it.
    /// - Throws: `WEBHOOKS_MALFORMED`; `WEBHOOK_EXISTS`, `WEBHOOKS_FULL`.
    public static func text(_ text: String, adding webhook: Webhook) throws(VaultError) -> String {
        let present = try WebhookList(parsing: text).webhooks
        guard !present.contains(where: { $0.name == webhook.name }) else {
            throw VaultError(.webhookExists, ["name": webhook.name])
        }
        guard present.count < maximumCount else { throw VaultError(.webhooksFull, ["count": String(maximumCount)]) }
        let separator = text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? "" : "\n"
        return text + separator + webhook.line + "\n"
    }

    /// The text of a list without one of them, its comment included.
    /// - Throws: `WEBHOOKS_MALFORMED`; `WEBHOOK_UNKNOWN`.
    public static func text(_ text: String, removing name: String) throws(VaultError) -> String {
        guard try WebhookList(parsing: text).webhooks.contains(where: { $0.name == name }) else {
            throw VaultError(.webhookUnknown, ["name": name])
        }
        return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
            !RuleLines(String(line)).contains { $0.words.starts(with: ["webhook", name]) }
        }.joined(separator: "\n")
    }

    private static func webhook(_ words: [String]) -> Webhook? {
        guard words.count == 4 || words.count == 5 && words[4] == "private", words[0] == "webhook",
            let address = try? WebhookAddress(words[2])
        else { return nil }
        return try? Webhook(name: words[1], address: address, scope: words[3], isPrivate: words.count == 5)
    }
}
