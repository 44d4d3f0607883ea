import PKI
public import VaultCore

extension VaultWebhooks {
    // MARK: Who is told

    /// Lists one more. It is told what is committed from now on, also what is before a server begins to.
    /// - Throws: `WEBHOOK_SCOPE_UNKNOWN`, `WEBHOOK_EXISTS`, `WEBHOOKS_FULL`, `WEBHOOKS_MALFORMED`; `VAULT_LOCKED`.
    public func add(_ webhook: Webhook) async throws {
        try await alone {
            _ = try await pool.run { [opened] in try opened.scope(of: webhook) }
            let size = try await size()
            try await edit { text in try WebhookList.text(text, adding: webhook) }
            // One of this name that was taken out by hand may have left its secret.
            try await pool.run { [opened] in try WebhookSecretFile(opened.layout, webhook: webhook).remove() }
            try await store.update(webhook.name) { $0 = WebhookProgress(from: size, to: webhook.address) }
        }
    }

    /// Takes one off the list, and forgets how far it was told and its secret.
    /// - Throws: `WEBHOOK_UNKNOWN`, `WEBHOOKS_MALFORMED`; `VAULT_LOCKED`.
    public func remove(_ name: String) async throws {
        try await alone {
            let webhook = try await webhook(name)
            try await edit { text in try WebhookList.text(text, removing: name) }
            try await pool.run { [opened] in try WebhookSecretFile(opened.layout, webhook: webhook).remove() }
            try await store.update(name) { $0 = nil }
        }
    }

    // MARK: What signs

    /// The public keys that receivers check messages by, the newest first; a key is made where there is none yet.
    /// - Throws: `KEY_MALFORMED`.
    public func keys() async throws -> [WebhookKey] {
        try await pool.run { [opened] in try opened.webhookKeys.make().all }
    }

    /// Makes a new key. The one before it signs beside it until it is retired.
    /// - Throws: `WEBHOOK_KEY_MISSING`, `WEBHOOK_KEY_ROTATING`, `KEY_MALFORMED`; `VAULT_LOCKED`.
    public func rotateKey() async throws -> [WebhookKey] {
        try await alone { try await pool.run { [opened] in try opened.webhookKeys.rotate().all } }
    }

    /// Takes the key away that was before.
    /// - Throws: `WEBHOOK_KEY_MISSING`, `KEY_MALFORMED`; `VAULT_LOCKED`.
    public func retireKey() async throws -> [WebhookKey] {
        try await alone { try await pool.run { [opened] in try opened.webhookKeys.retire().all } }
    }

    /// Makes a secret for a webhook's receiver, in place of the one that it had.
    /// - Throws: `WEBHOOK_UNKNOWN`, `WEBHOOKS_MALFORMED`; `VAULT_LOCKED`.
    public func makeSecret(for name: String) async throws -> WebhookSecret {
        try await alone {
            let webhook = try await webhook(name)
            return try await pool.run { [opened] in try WebhookSecretFile(opened.layout, webhook: webhook).replace() }
        }
    }

    /// Takes a webhook's secret away: its messages are signed by the vault's key alone.
    /// - Throws: as `makeSecret(for:)`.
    public func removeSecret(of name: String) async throws {
        try await alone {
            let webhook = try await webhook(name)
            try await pool.run { [opened] in try WebhookSecretFile(opened.layout, webhook: webhook).remove() }
        }
    }

    // MARK: One at a time

    /// Runs a change while nobody else commits or changes webhooks.
    private func alone<Value>(_ change: () async throws -> Value) async throws -> Value {
        let lease = try await opened.records.lease()
        defer { lease.release() }
        return try await change()
    }

    private func edit(_ change: @escaping @Sendable (String) throws -> String) async throws {
        try await pool.run { [opened] in
            let text = try change(opened.webhooksText())
            // An address may hold a secret.
            try DurableWrite.write(
                Array(text.utf8), to: opened.layout.webhooks,
                by: "\(opened.layout.root)/.\(SecureRandom.bytes(8).hexadecimal).new", mode: 0o600)
        }
    }
}

extension WebhookKeyFile.Keys {
    fileprivate var all: [WebhookKey] { [current] + (previous.map { [$0] } ?? []) }
}
