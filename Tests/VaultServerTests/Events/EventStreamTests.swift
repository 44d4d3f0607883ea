import CanonicalJSON
import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore
import PKI
import Synchronization
import TestSupport
import Testing
import VaultCore
import VaultStorage

@testable import VaultServer

@Suite("A stream of events")
struct EventStreamTests {
    private struct Scene {
        let folder: SharedFolder
        let vault: String
        let events: EventLog
        let streams = EventStreams()

        init(_ documents: Int, scope: String = "all") async throws {
            folder = try SharedFolder()
            vault = folder.file("vault-data")
            _ = try MintedVault.make(at: vault, sealedBy: MintedSeal())
            if documents > 0 { try await MintedVault.deposit(documents, into: vault) }
            let visitor = Visitor.test("cong-dvc")
            let roles = "service cong-dvc \(scope)\nclient cong-dvc \(Digest.sha256(of: Array("cong-dvc".utf8)))\n"
            try folder.write(roles.utf8, to: "vault-data/roles")
            try folder.write("scope hep 1 category=2\n".utf8, to: "vault-data/scopes")
            events = try await VaultHost.open(vault, validator: { WillingValidator() }).events(
                for: AccessClaim(role: .service, account: "cong-dvc", entrance: "http", visitor: visitor))
        }

        /// Begins a stream and collects it.
        func stream(
            from start: UInt64, silence: Duration = EventStreamLimits.silence,
            lifetime: Duration = EventStreamLimits.lifetime
        ) throws -> (CollectedStream, Task<Void, any Error>) {
            let collected = CollectedStream()
            let place = try EventStreamTests.place(streams, .service("cong-dvc"), {})
            let stream = EventStream(
                events: events, place: place, start: start, silence: silence, lifetime: lifetime)
            let task = Task {
                var writer: any ResponseBodyWriter = CollectedStream.Writer(stream: collected)
                try await stream.write(to: &writer)
            }
            return (collected, task)
        }
    }

    @Test("it begins with how large the log is and where the reader stands, and then tells each entry as it comes")
    func live() async throws {
        let scene = try await Scene(2)
        let (collected, task) = try scene.stream(from: 2)
        try await collected.wait { !$0.pieces.isEmpty }
        #expect(collected.whole.hasPrefix("retry: 2000\n\nid: 1\nevent: head\ndata: {\"size\":2}\n\n"))
        for count in 3...5 {
            try await MintedVault.deposit(1, into: scene.vault)
            try await collected.wait { $0.indices.count == count - 2 }
        }
        #expect(collected.indices == [2, 3, 4])
        let page = try await scene.events.page(from: 2, to: 5)
        let expected = page.events.map { "id: \($0.index)\nevent: entry\ndata: \($0.json.text)\n\n" }.joined()
        // Where a busy machine deposits slowly, there are comments between.
        #expect(collected.whole.replacingOccurrences(of: ":\n\n", with: "").hasSuffix(expected))
        #expect(!collected.whole.contains("038093015572"))
        scene.streams.close()
        try await task.value
    }

    @Test(
        "whoever comes back gets what he missed, each entry once and in order, from any index on, and then what is new")
    func resumed() async throws {
        let scene = try await Scene(700)
        for start in [0, 1, 255, 256, 257, 699, 700] as [UInt64] {
            let (collected, task) = try scene.stream(from: start)
            try await collected.wait { $0.indices.count == 700 - Int(start) && !$0.pieces.isEmpty }
            #expect(collected.indices == Array(Int64(start)..<700))
            // Until he has them, the id stays behind what he has, so that a break loses nothing.
            #expect(
                collected.pieces.first == .init(id: String(Int64(start) - 1), event: "head", data: "{\"size\":700}"))
            #expect(collected.pieces.dropFirst().allSatisfy { $0.id == $0.index.map(String.init) })
            task.cancel()
            _ = await task.result
        }
        let (collected, task) = try scene.stream(from: 690)
        try await collected.wait { $0.indices.count == 10 }
        try await MintedVault.deposit(3, into: scene.vault)
        try await collected.wait { $0.indices.count == 13 }
        #expect(collected.indices == Array(690..<703))
        task.cancel()
        _ = await task.result
    }

    @Test("where nothing is in scope, a head now and then says how far the reader has been told")
    func heads() async throws {
        let scene = try await Scene(0, scope: "hep")
        let (collected, task) = try scene.stream(from: 0, silence: .milliseconds(300))
        try await collected.wait { !$0.pieces.isEmpty }
        try await MintedVault.deposit(3, into: scene.vault)
        try await collected.wait { $0.pieces.contains { $0.id == "2" && $0.data == "{\"size\":3}" } }
        #expect(collected.indices.isEmpty)
        #expect(collected.pieces.last { $0.event == "head" }?.id == "2")
        try await MintedVault.deposit(1, into: scene.vault)
        try await MintedVault.deposit(9, .dossier, code: "R-1", into: scene.vault)
        try await MintedVault.deposit(1, into: scene.vault)
        try await collected.wait { $0.pieces.last?.data == "{\"size\":6}" }
        #expect(collected.indices == [4])
        #expect(collected.pieces.last?.id == "5")
        task.cancel()
        _ = await task.result
    }

    @Test("a silent log is filled with comments; a stream that has lasted long enough ends by itself")
    func silence() async throws {
        let scene = try await Scene(1)
        let (collected, filled) = try scene.stream(from: 1, silence: .milliseconds(50))
        try await collected.wait { $0.whole.contains("\n\n:\n\n:\n\n") }
        #expect(collected.whole.contains("\n\n:\n\n:\n\n"))
        #expect(collected.pieces.count == 1)
        filled.cancel()
        _ = await filled.result
        let (_, short) = try scene.stream(from: 1, silence: .milliseconds(50), lifetime: .milliseconds(200))
        try await short.value
        #expect(scene.streams.count == 0)
    }

    @Test("a stream ends when the server does, also in the middle of much to tell, and none begins then")
    func ending() async throws {
        let scene = try await Scene(600)
        let (_, waiting) = try scene.stream(from: 600)
        let (_, busy) = try scene.stream(from: 0)
        scene.streams.close()
        try await waiting.value
        try await busy.value
        #expect(scene.streams.open(for: .service("cong-dvc"), cut: {}) == nil)
    }

    private static func place(
        _ streams: EventStreams, _ caller: CallerKey, _ cut: @escaping @Sendable () -> Void
    ) throws -> EventStreamPlace {
        let place = streams.open(for: caller, cut: cut)
        return try #require(place)
    }

    /// A reader that takes nothing.
    private struct Stuck: ResponseBodyWriter {
        let pages: Counter
        mutating func write(_ buffer: ByteBuffer) async throws {
            pages.add()
            try await Task.sleep(for: .seconds(600))
        }
        consuming func finish(_: HTTPFields?) async throws {}
    }

    /// Waits until it was done.
    private func wait(for counter: Counter) async throws {
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        while counter.count == 0, Date.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test("whoever takes nothing for a while is cut off; whoever is only told nothing is not")
    func patience() async throws {
        let scene = try await Scene(1)
        let cuts = Counter()
        let idleCuts = Counter()
        // Far longer than a write that nobody holds up takes, on any machine.
        let patience = Duration.seconds(2)
        let stuck = EventStream(
            events: scene.events, place: try Self.place(scene.streams, .service("a"), cuts.add), start: 0,
            silence: .milliseconds(50), patience: patience)
        let idle = EventStream(
            events: scene.events, place: try Self.place(scene.streams, .service("b"), idleCuts.add),
            start: 1, silence: .milliseconds(50), patience: patience)
        let collected = CollectedStream()
        let tasks = [
            Task {
                var writer: any ResponseBodyWriter = Stuck(pages: Counter())
                try await stuck.write(to: &writer)
            },
            Task {
                var writer: any ResponseBodyWriter = CollectedStream.Writer(stream: collected)
                try await idle.write(to: &writer)
            },
        ]
        try await wait(for: cuts)
        #expect(cuts.count == 1)
        // Half as long again as it would have been waited for.
        try await collected.wait { $0.whole.components(separatedBy: "\n\n:").count > 60 }
        #expect(idleCuts.count == 0)
        for task in tasks {
            task.cancel()
            _ = await task.result
        }
    }

    @Test("a stream that has to end and cannot is cut off; one that has ended leaves its connection alone")
    func cutting() async throws {
        let scene = try await Scene(1)
        let streams = EventStreams(grace: .seconds(5))
        let cuts = Counter()
        let otherCuts = Counter()
        let stuck = EventStream(
            events: scene.events, place: try Self.place(streams, .service("a"), cuts.add), start: 0)
        let good = EventStream(
            events: scene.events, place: try Self.place(streams, .service("b"), otherCuts.add), start: 0)
        let pages = Counter()
        let collected = CollectedStream()
        let stuckTask = Task {
            var writer: any ResponseBodyWriter = Stuck(pages: pages)
            try await stuck.write(to: &writer)
        }
        let goodTask = Task {
            var writer: any ResponseBodyWriter = CollectedStream.Writer(stream: collected)
            try await good.write(to: &writer)
        }
        try await wait(for: pages)
        try await collected.wait { $0.indices == [0] }
        streams.close()
        try await goodTask.value
        try await wait(for: cuts)
        #expect(cuts.count == 1)
        try await Task.sleep(for: .milliseconds(500))
        #expect(otherCuts.count == 0)
        stuckTask.cancel()
        _ = await stuckTask.result
    }

    @Test("a service that the vault's rules name no more, or that has lost its certificate there, is told no more")
    func standing() async throws {
        for roles in [
            "service cong-dvc kho-lanh\nclient cong-dvc PIN\n", "service cong-dvc all\n", "# nobody\n", "?\n",
        ] {
            let scene = try await Scene(1)
            let (collected, task) = try scene.stream(from: 0, silence: .milliseconds(50))
            try await collected.wait { $0.indices == [0] }
            #expect(await scene.events.mayBeTold())
            let pin = "\(Digest.sha256(of: Array("cong-dvc".utf8)))"
            try scene.folder.write(roles.replacing("PIN", with: pin).utf8, to: "vault-data/roles")
            try await task.value
            #expect(!(await scene.events.mayBeTold()), "\(roles)")
        }
    }

    @Test("a reader that takes nothing holds one page, and does not hold up the others")
    func slowReader() async throws {
        let scene = try await Scene(2000)
        let pages = Counter()
        let place = try Self.place(scene.streams, .service("slow"), {})
        let stream = EventStream(events: scene.events, place: place, start: 0)
        let stuck = Task {
            var writer: any ResponseBodyWriter = Stuck(pages: pages)
            try await stream.write(to: &writer)
        }
        let (collected, task) = try scene.stream(from: 0)
        try await collected.wait { $0.indices.count == 2000 }
        #expect(collected.indices.count == 2000)
        #expect(pages.count == 1)
        stuck.cancel()
        task.cancel()
        _ = await (stuck.result, task.result)
    }
}

/// Counts.
final class Counter: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
}
