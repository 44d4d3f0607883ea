import PKI
import Synchronization
import Testing

@testable import VaultCore
@testable import VaultStorage

@Suite("Telling a webhook")
struct WebhookDeliveryTests {
    /// The clock of a test.
    final class Clock: Sendable {
        private let time = Mutex(Instant(seconds: 1_700_000_000))
        var now: Instant { time.withLock { $0 } }
        func advance(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
    }

    struct Scene {
        let vault: MintedVault
        let opened: OpenedVault
        let store: SQLiteWebhookStore
        let clock = Clock()
        let reports = Reports()

        init(_ documents: Int = 0) async throws {
            vault = try MintedVault()
            if documents > 0 { try await vault.deposit(documents) }
            opened = try OpenedVault(path: vault.path, pool: WorkerPool.shared, writes: false)
            store = SQLiteWebhookStore(database: opened.database, pool: WorkerPool.shared)
        }

        func delivery(
            _ transport: any WebhookTransport, holder: String = "one", address: String = "https://x.vn/",
            isTold: @escaping EventLog.Scope = { _ in true }, isOpen: @escaping @Sendable () async -> Bool = { true }
        ) throws -> WebhookDelivery {
            var schedule = WebhookSchedule()
            schedule.jitter = { 0 }
            return WebhookDelivery(
                webhook: try Webhook(
                    name: "cong-dvc", address: WebhookAddress(address), scope: "all", isPrivate: false),
                vault: vault.identity.id,
                events: EventLog(records: opened.records, commits: opened.commits, isTold: isTold).asLong(as: isOpen),
                signers: WebhookSigners(try WebhookKey.generate()), store: store, transport: transport, holder: holder,
                report: reports.add, schedule: schedule, now: { clock.now })
        }

        var progress: WebhookProgress? { get async throws { try await store.progress(of: "cong-dvc") } }
    }

    final class Reports: Sendable {
        private let all = Mutex<[VaultError]>([])
        func add(_ error: VaultError) { all.withLock { $0.append(error) } }
        var codes: [VaultErrorCode] { all.withLock { $0.map(\.code) } }
    }

    @Test("a new webhook is told of what is new from then on, in order, each entry once where all arrives")
    func inOrder() async throws {
        let scene = try await Scene(3)
        let transport = ScriptedTransport()
        let delivery = try scene.delivery(transport)
        var scanned: UInt64 = 0
        #expect(try await delivery.step(&scanned) == .waiting)
        #expect(try await scene.progress?.next == 3)
        try await scene.vault.deposit(250, from: 3)
        // A full message is followed by the next at once.
        var steps: [WebhookDelivery.Step] = []
        repeat { steps.append(try await delivery.step(&scanned)) } while steps.last != .waiting
        #expect(steps == [.toldMuch, .toldMuch, .told, .waiting])
        #expect(transport.sent.flatMap(\.indices) == Array(3..<253))
        #expect(transport.sent.allSatisfy { $0.indices.count <= WebhookMessage.maximumEvents })
        #expect(try await scene.progress?.next == 253)
        // One of another process begins where this one ended.
        try await scene.vault.deposit(1, from: 253)
        scene.clock.advance(seconds: WebhookDelivery.lease)
        scanned = 0
        #expect(try await scene.delivery(transport, holder: "two").step(&scanned) == .told)
        #expect(transport.sent.last?.indices == [253])
    }

    @Test("what did not arrive is sent again after a while, as it was: the same bytes under the same id")
    func retries() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport(.status(500), .failed("RETRIEVAL_TIMED_OUT"), .status(302))
        let delivery = try scene.delivery(transport)
        var scanned: UInt64 = 0
        _ = try await delivery.step(&scanned)
        try await scene.vault.deposit(2)
        for (failures, delay) in [(1, 3), (2, 5), (3, 10)] as [(Int, Int64)] {
            #expect(try await delivery.step(&scanned) == .waiting)
            #expect(try await scene.progress?.failures == failures)
            // Not before its time, whatever happens meanwhile, and also not by another process.
            try await scene.vault.deposit(1, from: 1 + failures)
            #expect(try await delivery.step(&scanned) == .waiting)
            #expect(transport.sent.count == failures)
            scene.clock.advance(seconds: delay)
        }
        #expect(try await delivery.step(&scanned) == .told)
        #expect(Set(transport.sent.map(\.id)).count == 1)
        #expect(Set(transport.sent.map(\.body)).count == 1)
        #expect(transport.sent[0].indices == [0, 1])
        #expect(try await delivery.step(&scanned) == .told)
        #expect(transport.sent.last?.indices == [2, 3, 4])
        let progress = try #require(try await scene.progress)
        #expect(progress.failures == 0 && progress.pendingEnd == nil && progress.next == 5)
    }

    @Test("a process that takes over tries what did not arrive under the same id")
    func takeover() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport(.status(500))
        var scanned: UInt64 = 0
        _ = try await scene.delivery(transport).step(&scanned)
        try await scene.vault.deposit(2)
        _ = try await scene.delivery(transport).step(&scanned)
        try await scene.vault.deposit(5, from: 2)
        scene.clock.advance(seconds: WebhookDelivery.lease)
        var others: UInt64 = 0
        #expect(try await scene.delivery(transport, holder: "two").step(&others) == .told)
        #expect(transport.sent.map(\.id).count == 2 && Set(transport.sent.map(\.id)).count == 1)
    }

    @Test("of two processes one delivers; the other takes over when nothing was heard of it for a minute")
    func lease() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport()
        let one = try scene.delivery(transport, holder: "one")
        let two = try scene.delivery(transport, holder: "two")
        var (first, second): (UInt64, UInt64) = (0, 0)
        _ = try await one.step(&first)
        for round in 0..<5 {
            try await scene.vault.deposit(1, from: round)
            #expect(try await one.step(&first) == .told)
            #expect(try await two.step(&second) == .waiting)
            scene.clock.advance(seconds: 10)
        }
        #expect(transport.sent.flatMap(\.indices) == [0, 1, 2, 3, 4])
        try await scene.vault.deposit(1, from: 5)
        scene.clock.advance(seconds: WebhookDelivery.lease - 11)
        #expect(try await two.step(&second) == .waiting)
        scene.clock.advance(seconds: 1)
        #expect(try await two.step(&second) == .told)
        #expect(transport.sent.last?.indices == [5])
        #expect(try await one.step(&first) == .waiting)
    }

    @Test("two processes that race for a webhook send each entry once")
    func race() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport()
        var scanned: UInt64 = 0
        _ = try await scene.delivery(transport).step(&scanned)
        try await scene.vault.deposit(20)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let delivery = try scene.delivery(transport, holder: "process \(number)")
                    var scanned: UInt64 = 0
                    for _ in 0..<10 { _ = try await delivery.step(&scanned) }
                }
            }
            try await group.waitForAll()
        }
        #expect(transport.sent.flatMap(\.indices) == Array(0..<20))
    }

    @Test("410 ends it, and says so once; a new address begins again where it stood")
    func gone() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport(.status(410))
        var scanned: UInt64 = 0
        let delivery = try scene.delivery(transport)
        _ = try await delivery.step(&scanned)
        try await scene.vault.deposit(2)
        for _ in 0..<3 {
            #expect(try await delivery.step(&scanned) == .waiting)
            scene.clock.advance(seconds: 100_000)
        }
        #expect(transport.sent.count == 1)
        #expect(scene.reports.codes == [.webhookGone])
        #expect(try await scene.delivery(transport, address: "https://y.vn/").step(&scanned) == .told)
        #expect(transport.sent.last?.indices == [0, 1])
    }

    @Test("after a day of failures it is reported as failing, kept, and told all when the receiver is back")
    func failing() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport(.status(500), .status(500), .status(500))
        var scanned: UInt64 = 0
        let delivery = try scene.delivery(transport)
        _ = try await delivery.step(&scanned)
        try await scene.vault.deposit(1)
        _ = try await delivery.step(&scanned)
        scene.clock.advance(seconds: 3600)
        _ = try await delivery.step(&scanned)
        #expect(scene.reports.codes.isEmpty)
        scene.clock.advance(seconds: 86_400)
        _ = try await delivery.step(&scanned)
        #expect(scene.reports.codes == [.webhookFailing])
        scene.clock.advance(seconds: WebhookSchedule.seldom)
        #expect(try await delivery.step(&scanned) == .told)
        #expect(transport.sent.last?.indices == [0])
    }

    @Test("after five days of failures it is disabled, says so once, and is told all when somebody has seen to it")
    func disabled() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport(.status(500), .status(500))
        var scanned: UInt64 = 0
        let delivery = try scene.delivery(transport)
        _ = try await delivery.step(&scanned)
        try await scene.vault.deposit(1)
        _ = try await delivery.step(&scanned)
        for _ in 0..<3 {
            scene.clock.advance(seconds: WebhookProgress.endurance)
            #expect(try await delivery.step(&scanned) == .waiting)
        }
        #expect(transport.sent.count == 2)
        #expect(scene.reports.codes == [.webhookDisabled])
        #expect(try await scene.progress?.standing(at: scene.clock.now) == .disabled)
        let address = delivery.webhook.address
        try await scene.store.update("cong-dvc") { $0?.begin(to: address) }
        #expect(try await delivery.step(&scanned) == .told)
        #expect(Set(transport.sent.map(\.id)).count == 1)
    }

    @Test("what was sent when its process ended without an answer is sent again by another as it was")
    func killed() async throws {
        let scene = try await Scene()
        let silent = SilentTransport()
        var scanned: UInt64 = 0
        _ = try await scene.delivery(ScriptedTransport(), holder: "one").step(&scanned)
        try await scene.vault.deposit(2)
        let killed = try scene.delivery(silent, holder: "one")
        let task = Task {
            var scanned: UInt64 = 0
            return try await killed.step(&scanned)
        }
        while silent.sent.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        task.cancel()
        _ = await task.result
        try await scene.vault.deposit(3, from: 2)
        scene.clock.advance(seconds: WebhookDelivery.lease)
        let transport = ScriptedTransport()
        let other = try scene.delivery(transport, holder: "two")
        var others: UInt64 = 0
        #expect(try await other.step(&others) == .told)
        #expect(try await other.step(&others) == .told)
        #expect(transport.sent.map(\.id).first == silent.sent.first?.id)
        #expect(transport.sent.map(\.body).first == silent.sent.first?.body)
        #expect(transport.sent.map(\.indices) == [[0, 1], [2, 3, 4]])
    }

    @Test("what may be told no more is not sent")
    func closed() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport()
        var scanned: UInt64 = 0
        _ = try await scene.delivery(transport).step(&scanned)
        try await scene.vault.deposit(1)
        #expect(try await scene.delivery(transport, isOpen: { false }).step(&scanned) == .waiting)
        #expect(transport.sent.isEmpty)
        #expect(try await scene.delivery(transport).step(&scanned) == .told)
    }

    @Test("entries out of scope are never sent, and what was looked at is kept now and then")
    func scope() async throws {
        let scene = try await Scene()
        let transport = ScriptedTransport()
        var scanned: UInt64 = 0
        let delivery = try scene.delivery(transport, isTold: { $0.index == 2 || $0.index == 7 })
        _ = try await delivery.step(&scanned)
        try await scene.vault.deposit(9)
        #expect(try await delivery.step(&scanned) == .told)
        #expect(transport.sent.map(\.indices) == [[2, 7]])
        try await scene.vault.deposit(3, from: 9)
        #expect(try await delivery.step(&scanned) == .waiting)
        #expect(scanned == 12)
        #expect(transport.sent.count == 1)
    }

    @Test("while it runs it tells at once, and it gives its place back when it ends")
    func running() async throws {
        let scene = try await Scene(1)
        let transport = ScriptedTransport()
        var delivery = try scene.delivery(transport)
        delivery.now = Instant.now
        let task = Task { [delivery] in await delivery.run() }
        while try await scene.progress == nil { try await Task.sleep(for: .milliseconds(10)) }
        try await scene.vault.deposit(4, from: 1)
        while transport.sent.flatMap(\.indices).count < 4 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(transport.sent.flatMap(\.indices) == [1, 2, 3, 4])
        task.cancel()
        await task.value
        #expect(try await scene.progress?.holder == nil)
    }
}
