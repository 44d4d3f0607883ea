import PKI
import TestSupport
import Testing

@testable import VaultCore
@testable import VaultStorage

/// Events of scopes narrower than everything, held against what the scopes' chains of manifests name.
@Suite("Events of a scope")
struct ScopedEventsTests {
    private static let other = "CCCD:001200000001"
    private static let pin = Digest.sha256(of: [1])
    private static let scopes = """
        scope ho-so 1 category=2
        scope loai 1 type=KQ.G15.*
        scope nhom 1 group=vai-nguoi
        group vai-nguoi CCCD:001200000001

        """

    private let vault: MintedVault

    init() throws {
        vault = try MintedVault()
        try vault.put(Self.scopes, at: "scopes")
        let services = ["ho-so", "loai", "nhom", "all"].map {
            "service s-\($0) \($0)\nclient s-\($0) \(Self.pin(of: $0))\n"
        }
        try vault.put(services.joined(), at: "roles")
    }

    private static func pin(of scope: String) -> Digest { .sha256(of: Array(scope.utf8)) }

    private func events(_ host: VaultHost, _ scope: String) async throws -> EventLog {
        try await host.events(
            for: AccessClaim(
                role: .service, account: "s-\(scope)", entrance: "http",
                visitor: .service(name: "s-\(scope)", certificate: Self.pin(of: scope))))
    }

    private func told(_ events: EventLog) async throws -> [UInt64] {
        try await events.page(from: 0, to: try await events.size()).events.map(\.index)
    }

    private func named(_ scope: String) async throws -> [UInt64] {
        let folder = "s-\(scope).\(scope).1"
        let manifests = try await VaultManifests.open(
            vault.path, chain: try #require(ManifestChain(folderName: folder)), writes: true)
        return try await manifests.issue(seal: vault.seal, at: MintedPKI.now).manifests.flatMap(\.entries).map(\.index)
    }

    @Test("a service is told of the entries that its chain of manifests names, and of no other")
    func sameAsManifests() async throws {
        let first = try await vault.deposit(one: 0, category: .dossier, type: "KQ.G15.000031")
        try await vault.deposit(one: 1, type: "KQ.G16.000001")
        try await vault.deposit(one: 2, owner: Self.other)
        // Of another type and category by now, and still told to whoever was told of it.
        let document = try #require(first.shared.document?.document)
        try await vault.deposit(one: 3, category: .dossier, type: "KQ.G16.000002", replacing: document)
        let second = try await vault.deposit(one: 4, owner: Self.other, category: .dossier)
        try await vault.withdraw(second)
        try await vault.withdraw(try await vault.deposit(one: 5))
        let host = try await VaultHost.open(vault.path, validator: { PresetValidator() })
        for (scope, expected) in [
            ("ho-so", [0, 3, 4, 5]), ("loai", [0, 3]), ("nhom", [2, 4, 5]),
        ] as [(String, [UInt64])] {
            let events = try await events(host, scope)
            // Whoever begins in the middle, and then before it, is told the same.
            for first in [4, 0, 3, 0] as [UInt64] {
                let page = try await events.page(from: first, to: try await events.size())
                #expect(page.events.map(\.index) == expected.filter { $0 >= first }, "\(scope) \(first)")
            }
            let told = try await told(events)
            #expect(told == expected, "\(scope)")
            #expect(try await named(scope) == told, "\(scope)")
        }
        #expect(try await told(events(host, "all")) == Array(0..<(try await host.opened.records.size())))
        try await host.close()
    }

    @Test("where a scope means something else, who was told by it is told no more before he asks again")
    func redefined() async throws {
        try await vault.deposit(one: 0, category: .dossier)
        let host = try await VaultHost.open(vault.path, validator: { PresetValidator() })
        let events = try await events(host, "ho-so")
        #expect(await events.mayBeTold())
        try vault.put(
            Self.scopes.replacing("scope ho-so 1 category=2", with: "scope ho-so 2 category=2,7"), at: "scopes")
        #expect(!(await events.mayBeTold()))
        #expect(try await told(self.events(host, "ho-so")) == [0])
        // A file that cannot be understood tells of nothing but everything.
        try vault.put("?\n", at: "scopes")
        await #expect(throws: VaultError.self) { try await self.events(host, "ho-so") }
        #expect(try await told(self.events(host, "all")).count == 1)
        try await host.close()
    }

    @Test("a scope that is not what its manifests were issued for is denied, as is one that nobody defined")
    func contradicted() async throws {
        try await vault.deposit(one: 0, category: .dossier)
        _ = try await named("ho-so")
        try vault.put(Self.scopes.replacing("category=2", with: "category=2,7"), at: "scopes")
        let host = try await VaultHost.open(vault.path, validator: { PresetValidator() })
        for change in ["", "scope khac 1 category=2\n"] {
            if !change.isEmpty { try vault.put(change, at: "scopes") }
            let error = await #expect(throws: VaultError.self) { try await self.events(host, "ho-so") }
            #expect(error?.code == .accessDenied)
        }
        try await host.close()
    }

    @Test("a webhook of a scope is told what is in it; where the scope means something else, by what it means then")
    func webhook() async throws {
        let webhooks = try VaultWebhooks.of(vault)
        _ = try await webhooks.keys()
        try vault.put("webhook a https://x.vn/ ho-so\n", at: "webhooks")
        let transport = ScriptedTransport()
        let running = Task { await webhooks.dispatch(by: transport) { _ in }.run() }
        while try await webhooks.progress()["a"] == nil { try await Task.sleep(for: .milliseconds(20)) }
        try await vault.deposit(one: 0)
        try await vault.deposit(one: 1, category: .dossier)
        while transport.sent.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
        try vault.put(Self.scopes.replacing("ho-so 1 category=2", with: "ho-so 2 category=7"), at: "scopes")
        try await vault.deposit(one: 2, category: .dossier)
        try await vault.deposit(one: 3)
        while transport.sent.count < 2 { try await Task.sleep(for: .milliseconds(20)) }
        running.cancel()
        await running.value
        #expect(transport.sent.map(\.indices) == [[1], [3]])
    }
}
