import PKI

/// Tells all webhooks of a vault, as its file lists them at any time.
public struct WebhookDispatch: Sendable {
    /// What is read again and again: the list may change while it runs.
    public struct Configuration: Sendable {
        public let list: WebhookList
        /// What signs the messages of each webhook, by its name; to one that is not there, nothing is sent.
        public let signers: [String: WebhookSigners]
        /// Why one is not there; nil where the vault has no key at all.
        public let refusal: VaultError?

        public init(list: WebhookList, signers: [String: WebhookSigners], refusal: VaultError? = nil) {
            self.list = list
            self.signers = signers
            self.refusal = refusal
        }
    }

    /// A webhook that is being told.
    private struct Running {
        let webhook: Webhook
        let signers: WebhookSigners
        let events: EventLog
        let task: Task<Void, Never>
    }

    private let vault: String
    private let events: @Sendable (Webhook) async throws -> EventLog
    private let store: any WebhookStore
    private let transport: any WebhookTransport
    private let configuration: @Sendable () async throws -> Configuration
    private let report: @Sendable (VaultError) -> Void
    private let holder = SecureRandom.bytes(8).hexadecimal

    /// Between two looks at the list.
    private static let pause = Duration.seconds(5)

    /// - Parameters:
    ///   - vault: the vault's id.
    ///   - events: those of a webhook's scope, for as long as it means that; throws `WEBHOOK_SCOPE_UNKNOWN` where there is no
    ///     such scope.
    ///   - configuration: the list and the keys, as they are now.
    ///   - report: gets what an operator should know, once: `WEBHOOKS_MALFORMED`, `WEBHOOK_KEY_MISSING`, `WEBHOOK_SCOPE_UNKNOWN`,
    ///     `WEBHOOK_GONE`, `WEBHOOK_DISABLED`; and `WEBHOOK_FAILING` after each try.
    public init(
        vault: String, events: @escaping @Sendable (Webhook) async throws -> EventLog, store: any WebhookStore,
        transport: any WebhookTransport, configuration: @escaping @Sendable () async throws -> Configuration,
        report: @escaping @Sendable (VaultError) -> Void
    ) {
        self.vault = vault
        self.events = events
        self.store = store
        self.transport = transport
        self.configuration = configuration
        self.report = report
    }

    /// Delivers until its task is cancelled; returns when every delivery has ended.
    public func run() async {
        var running: [String: Running] = [:]
        var unlisted: [String: WebhookProgress] = [:]
        var reported: VaultError?
        while !Task.isCancelled {
            do {
                let next = try await configuration()
                // First: whoever is listed no more is told no more, whatever state the rows are in.
                let complaint = try await follow(next, &running)
                try await forget(next.list, &unlisted)
                if let complaint, complaint != reported { report(complaint) }
                reported = complaint
            } catch let error as VaultError {
                // A list that cannot be understood ends nothing: what ran by the one before goes on.
                if error != reported { report(error) }
                reported = error
            } catch {}
            try? await Task.sleep(for: Self.pause)
        }
        await end(running)
    }

    /// Ends what is listed no more or otherwise, and begins what is new.
    /// - Returns: why one of them is not told; the others are.
    private func follow(_ next: Configuration, _ running: inout [String: Running]) async throws -> VaultError? {
        let listed = Dictionary(uniqueKeysWithValues: next.list.webhooks.map { ($0.name, $0) })
        var over: [String: Running] = [:]
        for (name, one) in running {
            // A scope that means something else by now is asked for anew.
            guard listed[name] == one.webhook, next.signers[name] == one.signers, await one.events.mayBeTold() else {
                over[name] = one
                continue
            }
        }
        await end(over)
        running = running.filter { over[$0.key] == nil }
        var complaint: VaultError?
        for webhook in next.list.webhooks where running[webhook.name] == nil {
            guard let signers = next.signers[webhook.name] else {
                complaint = complaint ?? next.refusal ?? VaultError(.webhookKeyMissing)
                continue
            }
            do {
                let events = try await events(webhook)
                let delivery = WebhookDelivery(
                    webhook: webhook, vault: vault, events: events, signers: signers, store: store,
                    transport: transport, holder: holder, report: report)
                running[webhook.name] = Running(
                    webhook: webhook, signers: signers, events: events, task: Task { await delivery.run() })
            } catch let error as VaultError {
                complaint = complaint ?? error
            }
        }
        return complaint
    }

    /// Forgets those that are listed no more: one that comes back later begins with what is new then. One that was just added
    /// may be in the rows before it is in the list that was read, so that it takes two looks at the very same row.
    private func forget(_ list: WebhookList, _ unlisted: inout [String: WebhookProgress]) async throws {
        let listed = Set(list.webhooks.map(\.name))
        let gone = try await store.progress().filter { !listed.contains($0.key) }
        for (name, row) in gone where unlisted[name] == row {
            try await store.update(name) { if $0 == row { $0 = nil } }
        }
        unlisted = gone
    }

    private func end(_ running: [String: Running]) async {
        for one in running.values { one.task.cancel() }
        for one in running.values { await one.task.value }
    }
}
