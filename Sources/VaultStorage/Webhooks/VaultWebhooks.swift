public import PKI
public import VaultCore

/// The webhooks of a vault in a folder: who is listed, how it goes, and what it takes to tell them.
///
/// For example:
///
///     let webhooks = try await VaultWebhooks.open("vault-data", as: claim)
///     try await webhooks.dispatch(by: transport) { console.warn($0) }.run()
public struct VaultWebhooks: Sendable {
    let opened: OpenedVault
    let store: SQLiteWebhookStore
    let pool: any BlockingPool

    /// For the vault's own server, which tells those whom the vault's file lists, on nobody's behalf.
    init(_ opened: OpenedVault, _ pool: any BlockingPool) {
        self.opened = opened
        self.pool = pool
        store = SQLiteWebhookStore(database: opened.database, pool: pool)
    }

    /// - Throws: `VAULT_NOT_FOUND`, `INTEGRITY_FAILURE`; `ROLES_MALFORMED`, `ACCESS_DENIED` where the claim is not of one
    ///   who may see to webhooks, which is entered.
    public static func open(_ path: String, as claim: AccessClaim) async throws -> VaultWebhooks {
        let pool = WorkerPool.shared
        let opened = try await pool.run { try OpenedVault(path: path, pool: pool, writes: false) }
        try await opened.guardian(claim, try opened.admission()).admit(.webhooks, AccessFacts())
        return VaultWebhooks(opened, pool)
    }

    /// The listed ones; none where there is no list.
    /// - Throws: `WEBHOOKS_MALFORMED` with the line.
    public func list() async throws -> WebhookList {
        try await pool.run { [opened] in try WebhookList(parsing: opened.webhooksText()) }
    }

    /// How far each was told. One that is not there was not told of anything yet.
    public func progress() async throws -> [String: WebhookProgress] { try await store.progress() }

    /// Entries that are committed.
    public func size() async throws -> UInt64 { try await opened.records.size() }

    /// How many stand how, by the ends of figures' names, and how many entries the one that is farthest behind has yet to be
    /// told; nothing where that cannot be read.
    public func gauges(at time: Instant) async -> [String: Int] {
        guard let list = try? await list(), let progress = try? await progress(), let size = try? await size() else {
            return [:]
        }
        var gauges = Dictionary(uniqueKeysWithValues: WebhookStanding.allCases.map { ("webhooks_\($0.rawValue)", 0) })
        var waiting: UInt64 = 0
        for webhook in list.webhooks {
            let own = progress[webhook.name]
            gauges["webhooks_\((own?.standing(at: time) ?? .new).rawValue)", default: 0] += 1
            if let own { waiting = max(waiting, size - min(size, own.next)) }
        }
        gauges["webhook_entries_waiting"] = Int(clamping: waiting)
        return gauges
    }

    /// Sends a webhook a message that tells of nothing. Where it arrives, a webhook that had failed, was disabled or gone, is
    /// told again from where it stood.
    /// - Throws: `WEBHOOK_UNKNOWN`; `WEBHOOK_KEY_MISSING`, `KEY_MALFORMED`.
    public func test(_ name: String, by transport: any WebhookTransport, at time: Instant) async throws -> WebhookAnswer
    {
        let webhook = try await webhook(name)
        let signers = try await pool.run { [opened] in
            guard let keys = try opened.webhookKeys.read() else { throw VaultError(.webhookKeyMissing) }
            return try opened.signers(of: webhook, keys)
        }
        let message = WebhookMessage.test(vault: opened.identity.id, webhook: name, at: time)
        let answer = await transport.post(
            message.body, headers: message.headers(at: time, signedBy: signers), to: webhook)
        if answer.isDelivered { try await store.update(name) { $0?.begin(to: webhook.address) } }
        return answer
    }

    func webhook(_ name: String) async throws -> Webhook {
        guard let webhook = try await list().webhooks.first(where: { $0.name == name }) else {
            throw VaultError(.webhookUnknown, ["name": name])
        }
        return webhook
    }

    /// What tells all of them while it runs.
    ///
    /// - Parameter report: gets what an operator should know (`WebhookDispatch`).
    public func dispatch(
        by transport: any WebhookTransport, report: @escaping @Sendable (VaultError) -> Void
    ) -> WebhookDispatch {
        WebhookDispatch(
            vault: opened.identity.id,
            events: { [opened, pool] webhook in
                let scope = try await pool.run { try opened.scope(of: webhook) }
                return opened.eventLog(of: scope, pool: pool).asLong {
                    (try? await pool.run { try opened.scope(of: webhook) == scope }) ?? false
                }
            }, store: store, transport: transport,
            configuration: { [opened, pool] in try await pool.run { try opened.webhookConfiguration() } },
            report: report)
    }
}

extension OpenedVault {
    var webhookKeys: WebhookKeyFile { WebhookKeyFile(layout: layout, identity: identity) }

    func signers(of webhook: Webhook, _ keys: WebhookKeyFile.Keys) throws -> WebhookSigners {
        WebhookSigners(
            keys.current, previous: keys.previous, secret: try WebhookSecretFile(layout, webhook: webhook).read())
    }

    /// Whose entries a webhook is told of.
    /// - Throws: `WEBHOOK_SCOPE_UNKNOWN`: whoever is to get less than everything must not get everything; `SCOPES_MALFORMED`.
    func scope(of webhook: Webhook) throws -> ManifestScope {
        guard let scope = try currentScope(named: webhook.scope) else {
            throw VaultError(.webhookScopeUnknown, ["name": webhook.name, "scope": webhook.scope])
        }
        return scope
    }

    /// Who is listed now, and what signs for them. What is wrong with the secret of one is not the others'.
    /// - Throws: `WEBHOOKS_MALFORMED`, `KEY_MALFORMED`.
    func webhookConfiguration() throws -> WebhookDispatch.Configuration {
        let list = try WebhookList(parsing: webhooksText())
        guard let keys = try webhookKeys.read() else { return .init(list: list, signers: [:]) }
        var signers: [String: WebhookSigners] = [:]
        var refusal: VaultError?
        for webhook in list.webhooks {
            do {
                signers[webhook.name] = try self.signers(of: webhook, keys)
            } catch let error as VaultError {
                refusal = error
            }
        }
        return .init(list: list, signers: signers, refusal: refusal)
    }

    /// - Throws: `WEBHOOKS_MALFORMED` for what is no UTF-8 text.
    func webhooksText() throws -> String {
        guard let bytes = try SmallFile.read(layout.webhooks) else { return "" }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw VaultError(.webhooksMalformed, ["line": "0"])
        }
        return text
    }
}
