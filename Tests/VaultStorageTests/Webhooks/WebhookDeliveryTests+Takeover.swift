import PKI
import Synchronization
import Testing

@testable import VaultCore
@testable import VaultStorage

/// Several processes, and addresses that change, at one webhook.
extension WebhookDeliveryTests {
    @Test("a full message that did not arrive is the same by whoever read the log in other pages")
    func pages() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport(.status(500))
        // As many as a message holds, and entries out of scope on both sides.
        let isTold: EventLog.Scope = { (10..<106).contains($0.index) }
        var scanned: UInt64 = 0
        let one = try scene.delivery(transport, isTold: isTold)
        _ = try await one.step(&scanned)
        try await scene.vault.deposit(10)
        #expect(try await one.step(&scanned) == .waiting)
        #expect(scanned == 10)
        try await scene.vault.deposit(190, from: 10)
        #expect(try await one.step(&scanned) == .waiting)
        scene.clock.advance(seconds: WebhookDelivery.lease)
        var others: UInt64 = 0
        #expect(try await scene.delivery(transport, holder: "two", isTold: isTold).step(&others) == .toldMuch)
        #expect(transport.sent.count == 2)
        #expect(Set(transport.sent.map(\.id)).count == 1)
        #expect(transport.sent.map(\.indices) == [Array(10..<106), Array(10..<106)])
    }

    @Test(
        "what another process found in scope and could not bring is not passed over by one that had found it out of scope"
    )
    func disagreement() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport(.status(500))
        let isLinked = Mutex(false)
        let one = try scene.delivery(transport, holder: "one", isTold: { _ in isLinked.withLock { $0 } })
        var scanned: UInt64 = 0
        _ = try await one.step(&scanned)
        try await scene.vault.deposit(5)
        #expect(try await one.step(&scanned) == .waiting)
        #expect(scanned == 5)
        isLinked.withLock { $0 = true }
        var others: UInt64 = 0
        #expect(try await scene.delivery(transport, holder: "two").step(&others) == .waiting)
        #expect(try await scene.progress?.pendingEnd == 5)
        scene.clock.advance(seconds: WebhookDelivery.lease)
        #expect(try await one.step(&scanned) == .told)
        #expect(transport.sent.count == 2 && Set(transport.sent.map(\.id)).count == 1)
        #expect(transport.sent.last?.indices == [0, 1, 2, 3, 4])
    }

    @Test("one whose address was changed meanwhile tells nothing that the new address would then miss")
    func overtaken() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport()
        var (first, second): (UInt64, UInt64) = (0, 0)
        let old = try scene.delivery(transport, holder: "one")
        _ = try await old.step(&first)
        // As `kho webhook remove` and `kho webhook add` leave it, before a server has read the list again.
        let address = try WebhookAddress("https://y.vn/")
        try await scene.store.update("cong-dvc") { $0 = WebhookProgress(from: 0, to: address) }
        try await scene.vault.deposit(2)
        #expect(try await old.step(&first) == .waiting)
        #expect(transport.sent.isEmpty)
        let new = try scene.delivery(transport, holder: "one", address: "https://y.vn/")
        #expect(try await new.step(&second) == .told)
        #expect(transport.sent.map(\.indices) == [[0, 1]])
        #expect(try await old.step(&first) == .waiting)
        #expect(try await scene.progress?.address == WebhookProgress.digest(of: address))
    }

    @Test("one that is listed still after a while takes its row back from another address")
    func takenBack() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport()
        var scanned: UInt64 = 0
        let delivery = try scene.delivery(transport)
        _ = try await delivery.step(&scanned)
        let other = try WebhookAddress("https://y.vn/")
        try await scene.store.update("cong-dvc") { $0?.begin(to: other) }
        try await scene.vault.deposit(1)
        #expect(try await delivery.step(&scanned) == .waiting)
        scene.clock.advance(seconds: WebhookClaim.patience)
        #expect(try await delivery.step(&scanned) == .told)
        #expect(transport.sent.map(\.indices) == [[0]])
    }
}
