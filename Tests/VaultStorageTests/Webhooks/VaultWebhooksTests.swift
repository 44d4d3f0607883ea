import Glibc
import PKI
import Synchronization
import Testing
import VaultCore

@testable import VaultStorage

@Suite("The webhooks of a vault")
struct VaultWebhooksTests {
    @Test("the key is made once, for its owner's eyes only, and is no other key of the vault")
    func key() async throws {
        let vault = try MintedVault()
        let key = try #require(try await VaultWebhooks.of(vault).keys().first)
        #expect(try await VaultWebhooks.of(vault).keys() == [key])
        var status = stat()
        #expect(stat("\(vault.path)/keys/webhook.key", &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(try await vault.check().findings.isEmpty)
    }

    @Test("the log's key in place of the webhooks' is refused: what it signs here could be passed off as the log's")
    func foreignKey() async throws {
        let vault = try MintedVault()
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        let secret = try #require(try opened.logKey().text.split(separator: "+", maxSplits: 4).last)
        let seed = try #require(Base64.decode(secret.utf8)).dropFirst()
        let pair = Array(seed) + (Ed25519.publicKey(seed: Array(seed)) ?? [])
        let text = "whsk_" + Base64.encode(pair) + "\n"
        try vault.put(text, at: "keys/webhook.key")
        let error = await #expect(throws: VaultError.self) { try await VaultWebhooks.of(vault).keys() }
        #expect(error?.code == .keyMalformed)
    }

    @Test("rows of webhooks are local state that the check knows; a changed one is found")
    func check() async throws {
        let vault = try MintedVault()
        try await vault.deposit(1)
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        let store = SQLiteWebhookStore(database: opened.database, pool: WorkerPool.shared)
        let address = try WebhookAddress("https://x.vn/")
        try await store.update("a") { $0 = WebhookProgress(from: 1, to: address) }
        #expect(try await vault.check().findings.isEmpty)
        #expect(try await store.progress().keys.sorted() == ["a"])
        try await opened.database.connections.write {
            try $0.execute(sql: "UPDATE local SET value = '{}' WHERE name = 'webhook-a'")
        }
        #expect(try await vault.check().findings.map(\.code) == [.catalogueRowExtra])
    }

    @Test("a list that cannot be understood is found by the check")
    func checkList() async throws {
        let vault = try MintedVault()
        try vault.put("webhook a https://x.vn/ all\n", at: "webhooks")
        #expect(try await vault.check().findings.isEmpty)
        try vault.put("webhook a https://x.vn all\n", at: "webhooks")
        #expect(try await vault.check().findings.map(\.code) == [.rulesUnreadable])
    }

    @Test("only whoever keeps the vault sees to webhooks, and that is entered")
    func access() async throws {
        let vault = try MintedVault()
        for role in [AccessRole.officer, .service, .auditor, .certifier, .approver] {
            await #expect(throws: VaultError.self) {
                try await VaultWebhooks.open(vault.path, as: AccessClaim(role: role, account: "x"))
            }
        }
        _ = try await VaultWebhooks.open(vault.path, as: AccessClaim(role: .operator, account: "x"))
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        let entries = try await opened.journal(try opened.admission().policy).entries(AccessQuery())
        #expect(entries.filter { $0.entry.action == .webhooks && $0.entry.result == .permitted }.count == 1)
    }

    @Test(
        "a new key takes the old one's place, which signs beside it until it is retired; a crash in between is mended")
    func rotation() async throws {
        let vault = try MintedVault()
        let webhooks = try VaultWebhooks.of(vault)
        await #expect(throws: VaultError(.webhookKeyMissing)) { try await webhooks.rotateKey() }
        let old = try #require(try await webhooks.keys().first)
        let both = try await webhooks.rotateKey()
        #expect(both.count == 2 && both[1] == old && both[0] != old)
        await #expect(throws: VaultError(.webhookKeyRotating)) { try await webhooks.rotateKey() }
        try vault.put("webhook a https://x.vn/ all\n", at: "webhooks")
        let signers = try #require(webhooks.opened.webhookConfiguration().signers["a"])
        #expect(signers == WebhookSigners(both[0], previous: old))
        #expect(try await webhooks.retireKey() == [both[0]])
        #expect(try await webhooks.retireKey() == [both[0]])
        // Between the two steps of a rotation the same key has both names.
        #expect(link("\(vault.path)/keys/webhook.key", "\(vault.path)/keys/webhook.previous.key") == 0)
        #expect(try await webhooks.keys() == [both[0]])
        let again = try await webhooks.rotateKey()
        #expect(again.count == 2 && again[1] == both[0])
        var status = stat()
        for name in ["webhook.key", "webhook.previous.key"] {
            #expect(stat("\(vault.path)/keys/\(name)", &status) == 0 && status.st_mode & 0o777 == 0o600)
        }
        #expect(try await vault.check().findings.isEmpty)
    }

    @Test("one that is added is told of what is committed from then on, also before any server tells it")
    func adding() async throws {
        let vault = try MintedVault()
        try await vault.deposit(2)
        let webhooks = try VaultWebhooks.of(vault)
        _ = try await webhooks.keys()
        try await webhooks.add(
            Webhook(name: "a", address: WebhookAddress("https://x.vn/"), scope: "all", isPrivate: false))
        await #expect(throws: VaultError(.webhookScopeUnknown, ["name": "b", "scope": "kho-lanh"])) {
            try await webhooks.add(
                Webhook(name: "b", address: WebhookAddress("https://x.vn/"), scope: "kho-lanh", isPrivate: false))
        }
        try await vault.deposit(1, from: 2)
        #expect(await webhooks.gauges(at: .now())["webhook_entries_waiting"] == 1)
        let transport = ScriptedTransport()
        let running = Task { await webhooks.dispatch(by: transport) { _ in }.run() }
        while transport.sent.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        running.cancel()
        await running.value
        #expect(transport.sent.map(\.indices) == [[2]])
        let gauges = await webhooks.gauges(at: .now())
        #expect(gauges["webhooks_good"] == 1 && gauges["webhooks_new"] == 0 && gauges["webhook_entries_waiting"] == 0)
    }

    @Test(
        "one whose secret cannot be read is told nothing, and the others what is theirs; a secret goes with its webhook"
    )
    func secrets() async throws {
        let vault = try MintedVault()
        let webhooks = try VaultWebhooks.of(vault)
        _ = try await webhooks.keys()
        try vault.put("webhook a https://x.vn/ all\nwebhook b https://y.vn/ all\n", at: "webhooks")
        let secret = try await webhooks.makeSecret(for: "a")
        #expect(try webhooks.opened.webhookConfiguration().signers["a"]?.secret == secret)
        #expect(try webhooks.opened.webhookConfiguration().signers["b"]?.secret == nil)
        #expect(try await webhooks.makeSecret(for: "a") != secret)
        var status = stat()
        #expect(stat("\(vault.path)/keys/webhook-a.secret", &status) == 0 && status.st_mode & 0o777 == 0o600)
        try vault.put("whsec_\n", at: "keys/webhook-a.secret")
        let configuration = try webhooks.opened.webhookConfiguration()
        #expect(configuration.signers.keys.sorted() == ["b"])
        #expect(configuration.refusal == VaultError(.keyMalformed, ["key": "keys/webhook-a.secret"]))
        try await webhooks.remove("a")
        #expect(stat("\(vault.path)/keys/webhook-a.secret", &status) != 0)
        #expect(try await webhooks.list().webhooks.map(\.name) == ["b"])
        await #expect(throws: VaultError(.webhookUnknown, ["name": "a"])) { try await webhooks.remove("a") }
    }

    @Test("a row of another that cannot be read keeps nobody from being told")
    func unreadableRow() async throws {
        let vault = try MintedVault()
        let webhooks = try VaultWebhooks.of(vault)
        _ = try await webhooks.keys()
        try vault.put("webhook b https://y.vn/ all\n", at: "webhooks")
        try await webhooks.opened.database.connections.write {
            try $0.execute(sql: "INSERT INTO local (name, value) VALUES ('webhook-a', '{}')")
        }
        let transport = ScriptedTransport()
        let running = Task { await webhooks.dispatch(by: transport) { _ in }.run() }
        while try await webhooks.store.progress(of: "b") == nil { try await Task.sleep(for: .milliseconds(20)) }
        try await vault.deposit(1)
        while transport.sent.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        running.cancel()
        await running.value
        #expect(transport.sent.map(\.indices) == [[0]])
    }

    @Test("a test that arrives sets a webhook going again that was gone")
    func test() async throws {
        let vault = try MintedVault()
        let webhooks = try VaultWebhooks.of(vault)
        try vault.put("webhook a https://x.vn/ all\n", at: "webhooks")
        let none = await #expect(throws: VaultError.self) {
            try await webhooks.test("a", by: ScriptedTransport(), at: .now())
        }
        #expect(none?.code == .webhookKeyMissing)
        _ = try await webhooks.keys()
        let unknown = await #expect(throws: VaultError.self) {
            try await webhooks.test("b", by: ScriptedTransport(), at: .now())
        }
        #expect(unknown?.code == .webhookUnknown)
        let opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
        let store = SQLiteWebhookStore(database: opened.database, pool: WorkerPool.shared)
        let address = try WebhookAddress("https://x.vn/")
        try await store.update("a") {
            $0 = WebhookProgress(from: 7, to: address)
            $0?.stop = .gone
        }
        #expect(try await webhooks.test("a", by: ScriptedTransport(.status(410)), at: .now()) == .status(410))
        #expect(try await store.progress(of: "a")?.stop == .gone)
        let transport = ScriptedTransport()
        #expect(try await webhooks.test("a", by: transport, at: .now()).isDelivered)
        #expect(try await store.progress(of: "a")?.stop == nil)
        #expect(try await store.progress(of: "a")?.next == 7)
        #expect(String(decoding: transport.sent[0].body, as: UTF8.self).contains("\"kho.test\""))
    }

    @Test("whoever is to get a scope that the vault does not have gets nothing, and the others what is theirs")
    func scopes() async throws {
        let vault = try MintedVault()
        let webhooks = try VaultWebhooks.of(vault)
        _ = try await webhooks.keys()
        let reports = Mutex<[VaultError]>([])
        let transport = ScriptedTransport()
        try vault.put("webhook a https://x.vn/ kho-lanh\nwebhook b https://y.vn/ all\n", at: "webhooks")
        let running = Task {
            await webhooks.dispatch(by: transport) { error in reports.withLock { $0.append(error) } }.run()
        }
        while try await webhooks.progress()["b"] == nil { try await Task.sleep(for: .milliseconds(20)) }
        try await vault.deposit(2)
        while transport.sent.flatMap(\.indices).count < 2 { try await Task.sleep(for: .milliseconds(20)) }
        running.cancel()
        await running.value
        #expect(transport.sent.allSatisfy { $0.webhook == "b" })
        #expect(
            reports.withLock { $0 } == [VaultError(.webhookScopeUnknown, ["name": "a", "scope": "kho-lanh"])])
    }

    @Test("the list is followed while it runs: who is new is told, who is taken out is not and is forgotten")
    func following() async throws {
        let vault = try MintedVault()
        let webhooks = try VaultWebhooks.of(vault)
        let reports = Mutex<[VaultErrorCode]>([])
        let transport = ScriptedTransport()
        func list(_ text: String) throws { try vault.put(text, at: "webhooks") }
        func wait(_ isDone: () async throws -> Bool) async throws {
            while try await !isDone() { try await Task.sleep(for: .milliseconds(20)) }
        }
        try list("webhook a https://x.vn/ all\n")
        let running = Task {
            await webhooks.dispatch(by: transport) { error in reports.withLock { $0.append(error.code) } }.run()
        }
        try await wait { reports.withLock { $0 } == [.webhookKeyMissing] }
        _ = try await webhooks.keys()
        try await wait { try await webhooks.progress()["a"] != nil }
        try await vault.deposit(1)
        try await wait { transport.sent.count == 1 }
        // What cannot be understood changes nothing.
        try list("webhook a\n")
        try await wait { reports.withLock { $0 }.contains(.webhooksMalformed) }
        try await vault.deposit(1, from: 1)
        try await wait { transport.sent.count == 2 }
        try list("webhook b https://y.vn/ all\n")
        try await wait { try await webhooks.progress().keys.sorted() == ["b"] }
        try await vault.deposit(1, from: 2)
        try await wait { transport.sent.count == 3 }
        #expect(transport.sent.map(\.webhook) == ["a", "a", "b"])
        #expect(transport.sent.flatMap(\.indices) == [0, 1, 2])
        running.cancel()
        await running.value
    }
}

extension VaultWebhooks {
    /// As the vault's own server has them.
    static func of(_ vault: MintedVault) throws -> VaultWebhooks {
        VaultWebhooks(
            try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false), WorkerPool.shared)
    }
}
