import PKI
import Synchronization
import Testing
import TransparencyLog
import VaultCore

@testable import VaultServer

@Suite("What was handed out, and is handed out again")
struct PublishedCacheTests {
    /// Answers whatever it is asked with as many bytes as it is told, and counts how often.
    private final class Files: PublishedFiles {
        struct State {
            var asked = 0
            var version: Int64 = 0
            /// Something is published while it is read.
            var changesMeanwhile = false
            var byteCount = 100
        }

        let now = Mutex(State())

        func answer(to item: PublishedItem) async throws -> PublishedAnswer {
            now.withLock { state in
                state.asked += 1
                let bytes = [UInt8](repeating: UInt8(state.version), count: state.byteCount)
                if state.changesMeanwhile { state.version += 1 }
                return .bytes(PublishedBytes(bytes))
            }
        }

        func state(of item: PublishedItem) -> PublishedState? {
            switch item {
            case .checkpoint:
                .file(
                    .init(
                        device: 1, number: 2, byteCount: 3, changed: now.withLock { $0.version }, modified: 4))
            case .tile(let tile): tile.isPartial ? nil : .final
            default: nil
            }
        }

        var asked: Int { now.withLock { $0.asked } }
    }

    private let files = Files()

    private func tile(_ index: UInt64, width: Int = 256) throws -> PublishedItem {
        .tile(try #require(TileCoordinate(level: 0, index: index, width: width)))
    }

    private func bytes(_ cache: PublishedCache, _ item: PublishedItem) async throws -> [UInt8] {
        guard case .bytes(let bytes) = try await cache.answer(to: item) else { return [] }
        #expect(bytes.digest == .sha256(of: bytes.bytes))
        return bytes.bytes
    }

    @Test(
        "what never changes is asked for once, what may change each time, and nothing is answered that was never asked")
    func finality() async throws {
        let cache = PublishedCache(files)
        #expect(cache.answer(to: "/tile/0/000") == nil)
        for _ in 0..<3 { _ = try await bytes(cache, tile(0)) }
        #expect(files.asked == 1)
        let answer = try #require(cache.answer(to: "/tile/0/000"))
        #expect(Array(answer.body.readableBytesView) == [UInt8](repeating: 0, count: 100))
        #expect(answer.kind == "tile" && answer.head.headerFields[.contentLength] == "100")
        for target in ["/tile/0/000.p/7", "/tile/0/000/", "/tile/0/000?", "tile/0/000", "/tile/0/001", "/checkpoint"] {
            #expect(cache.answer(to: target) == nil, "\(target)")
        }
        for _ in 0..<3 { _ = try await bytes(cache, tile(0, width: 7)) }
        #expect(files.asked == 4)
    }

    @Test("the checkpoint is asked for anew as soon as another one is there")
    func freshness() async throws {
        let cache = PublishedCache(files)
        for _ in 0..<3 { _ = try await bytes(cache, .checkpoint) }
        #expect(files.asked == 1 && cache.answer(to: "/checkpoint") != nil)
        files.now.withLock { $0.version += 1 }
        #expect(cache.answer(to: "/checkpoint") == nil)
        #expect(try await bytes(cache, .checkpoint).first == 1)
        #expect(files.asked == 2)
        #expect(cache.answer(to: "/checkpoint")?.body.readableBytesView.first == 1)
    }

    @Test("what was replaced while it was read is not kept")
    func race() async throws {
        let cache = PublishedCache(files)
        files.now.withLock { $0.changesMeanwhile = true }
        _ = try await bytes(cache, .checkpoint)
        #expect(cache.answer(to: "/checkpoint") == nil && cache.byteCount == 0)
    }

    @Test("there is so much room and no more: what was used longest ago goes, and one answer alone never takes it all")
    func bounds() async throws {
        let cache = PublishedCache(files, byteCount: 100_000)
        files.now.withLock { $0.byteCount = 10_000 }
        for index: UInt64 in 0..<100 {
            _ = try await bytes(cache, tile(index))
            // It is asked for all the time.
            _ = try await bytes(cache, tile(0))
            #expect(cache.byteCount <= 100_000)
        }
        #expect(cache.answer(to: "/tile/0/000") != nil && cache.answer(to: "/tile/0/099") != nil)
        #expect(cache.answer(to: "/tile/0/050") == nil)
        files.now.withLock { $0.byteCount = 9 << 20 }
        let large = PublishedCache(files)
        _ = try await bytes(large, tile(0))
        #expect(large.byteCount == 0)
    }

    @Test("of what there is no room for, that goes first which was used longest ago")
    func order() {
        var recent = RecentlyUsed<Int, String>(capacity: 30)
        for key in 1...3 { recent.keep("\(key)", key, weight: 10) }
        #expect(recent.value(1) == "1")
        recent.keep("4", 4, weight: 10)
        #expect(recent.value(2) == nil && recent.value(1) == "1" && recent.value(3) == "3" && recent.value(4) == "4")
        recent.keep("5", 5, weight: 20)
        #expect(recent.count == 2 && recent.weight == 30 && recent.value(4) == "4" && recent.value(5) == "5")
        recent.keep("four", 4, weight: 5)
        #expect(recent.value(4) == "four" && recent.weight == 25)
        recent.keep("6", 6, weight: 31)
        #expect(recent.value(6) == nil && recent.weight == 25)
        recent.remove(5)
        recent.remove(4)
        recent.remove(4)
        #expect(recent.count == 0 && recent.weight == 0)
        for key in 0..<1000 {
            recent.keep("\(key)", key, weight: 1 + key % 7)
            if key % 3 == 0 { recent.remove(key - 2) }
            _ = recent.value(key - 4)
            #expect(recent.weight <= 30)
        }
        #expect(recent.value(999) == "999")
    }
}
