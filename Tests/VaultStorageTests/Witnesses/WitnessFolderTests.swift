import Foundation
import PKI
import Synchronization
import TestSupport
import Testing
import TransparencyLog
import VaultCore

@testable import VaultStorage

@Suite("A witness's folder")
struct WitnessFolderTests {
    private let temporary: VaultStorageTests.TemporaryFolder
    private let path: String
    private let key: NoteVerifierKey
    private let log = TwoFacedLog()

    init() throws {
        temporary = try VaultStorageTests.TemporaryFolder()
        path = temporary.file("witness-data")
        key = try WitnessFolder.make(path, name: "witness.example/w1")
    }

    private func open() async throws -> WitnessFolder {
        try await WitnessFolder.open(path, logs: [log.key.verifierKey])
    }

    private func evidence() -> [String] { (try? Folder.names("\(path)/evidence")) ?? [] }

    @Test("what was cosigned is remembered by whoever opens the folder next, and one process has it at a time")
    func remembering() async throws {
        var witness: WitnessFolder? = try await open()
        #expect(witness?.followed == [.init(origin: log.key.name, size: nil)])
        let line = try #require(try await witness?.answer(log.request(0, 7).bytes))
        #expect(try SignedNote(parsing: log.note(7).bytes + Array((line + "\n").utf8)).isSigned(by: key))
        let error = await #expect(throws: VaultError.self) { _ = try await open() }
        #expect(error?.code == .witnessLocked)
        witness = nil
        let again = try await open()
        #expect(again.followed.map(\.size) == [7])
        await #expect(throws: WitnessRefusal.otherSize(7)) { _ = try await again.answer(log.request(0, 9).bytes) }
        await #expect(throws: Never.self) { _ = try await again.answer(log.request(7, 9).bytes) }
    }

    @Test("a fork is refused, named, and kept as evidence; the newest cosigned checkpoint stays what it was")
    func forks() async throws {
        let witness = try await open()
        _ = try await witness.answer(log.request(0, 7).bytes)
        let same = WitnessRequest(oldSize: 7, proof: [], checkpoint: log.note(7, isForked: true).bytes)
        for _ in 0..<3 {
            await #expect(throws: WitnessRefusal.fork(size: 7)) { _ = try await witness.answer(same.bytes) }
        }
        await #expect(throws: WitnessRefusal.notConsistent(from: 7, to: 9)) {
            _ = try await witness.answer(log.request(7, 9, isForked: true).bytes)
        }
        #expect(evidence().count == 3)
        let fork = try #require(evidence().first { $0.contains("-fork-7-") })
        #expect(try SmallFile.read("\(path)/evidence/\(fork)") == same.bytes)
        let kept = try #require(
            try await witness.checkpoint(ofLog: Digest.sha256(of: Array(log.key.name.utf8)).hexadecimal))
        #expect(try Checkpoint(parsing: SignedNote(parsing: kept).text).root == log.root(7))
        #expect(try SignedNote(parsing: kept).isSigned(by: key))
        // The log grows, and both trees of the size stay.
        _ = try await witness.answer(log.request(7, 9).bytes)
        let held = try #require(evidence().first { $0.hasSuffix("-held-7") })
        #expect(try SmallFile.read("\(path)/evidence/\(held)") == kept)
    }

    @Test("what comes without a proof is kept once a minute, and never in place of a fork")
    func unproven() async throws {
        let clock = Mutex(try #require(Instant("2026-03-02T08:00:00Z")))
        let witness = try await WitnessFolder.open(path, logs: [log.key.verifierKey]) { clock.withLock { $0 } }
        _ = try await witness.answer(log.request(0, 7).bytes)
        func kept() throws -> [UInt8]? {
            try evidence().first { $0.hasSuffix("-unproven") }.flatMap { try SmallFile.read("\(path)/evidence/\($0)") }
        }
        for (seconds, size, isKept) in [(Int64(0), 9, true), (59, 10, false), (1, 11, true)] {
            clock.withLock { $0 = $0.adding(seconds: seconds) }
            let request = try log.request(7, size, isForked: true).bytes
            await #expect(throws: WitnessRefusal.self) { _ = try await witness.answer(request) }
            #expect(try (kept() == request) == isKept, "\(size)")
        }
    }

    @Test("state that this witness did not sign stops it")
    func foreignState() async throws {
        do { _ = try await open().answer(log.request(0, 7).bytes) }
        let name = try #require(try Folder.names("\(path)/logs").first)
        try Data(log.note(3).bytes).write(to: URL(fileURLWithPath: "\(path)/logs/\(name)"))
        let error = await #expect(throws: VaultError.self) { _ = try await open() }
        #expect(error?.code == .witnessState)
    }

    @Test("a witness whose state was taken away does not begin anew, and what could not be kept is not cosigned")
    func lostState() async throws {
        let files = FileManager.default
        do {
            let witness = try await open()
            try files.moveItem(atPath: "\(path)/logs", toPath: "\(path)/away")
            for _ in 0..<2 {
                let error = await #expect(throws: VaultError.self) {
                    _ = try await witness.answer(log.request(0, 7).bytes)
                }
                #expect(error?.code == .inputOutput)
            }
            try files.moveItem(atPath: "\(path)/away", toPath: "\(path)/logs")
            await #expect(throws: Never.self) { _ = try await witness.answer(log.request(0, 7).bytes) }
            #expect(witness.followed.map(\.size) == [7])
        }
        try files.removeItem(atPath: "\(path)/logs")
        let error = await #expect(throws: VaultError.self) { _ = try await open() }
        #expect(error?.code == .inputOutput)
    }

    @Test("requests that come all at once never get lines over two trees of one size, nor a smaller one after a larger")
    func races() async throws {
        let witness = try await open()
        _ = try await witness.answer(log.request(0, 5).bytes)
        let answered = await withTaskGroup(of: (Int, Bool)?.self) { group in
            for size in 6..<30 {
                for isForked in [false, true] {
                    group.addTask {
                        guard let request = try? log.request(5, size, isForked: isForked, fork: 5),
                            (try? await witness.answer(request.bytes)) != nil
                        else { return nil }
                        return (size, isForked)
                    }
                }
            }
            return await group.reduce(into: [(Int, Bool)]()) { if let answer = $1 { $0.append(answer) } }
        }
        // The first that was decided rules out all others, which begin at an old size.
        #expect(answered.count == 1)
        #expect(witness.followed.first?.size == answered.first.map { UInt64($0.0) })
    }

    @Test("whoever reads the newest checkpoint does not wait for a decision that is being made")
    func reading() async throws {
        // The clock is asked in the middle of a decision.
        let isDeciding = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        let holds = Mutex(false)
        let witness = try await WitnessFolder.open(path, logs: [log.key.verifierKey]) {
            if holds.withLock({ $0 }) {
                isDeciding.signal()
                mayGoOn.wait()
            }
            return .now()
        }
        _ = try await witness.answer(log.request(0, 7).bytes)
        holds.withLock { $0 = true }
        let request = try log.request(7, 9).bytes
        async let line = witness.answer(request)
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                isDeciding.wait()
                continuation.resume()
            }
        }
        let name = Digest.sha256(of: Array(log.key.name.utf8)).hexadecimal
        let before = try await witness.checkpoint(ofLog: name)
        holds.withLock { $0 = false }
        mayGoOn.signal()
        _ = try await line
        let after = try await witness.checkpoint(ofLog: name)
        for (kept, size) in [(before, UInt64(7)), (after, 9)] {
            #expect(try Checkpoint(parsing: SignedNote(parsing: #require(kept)).text).size == size)
        }
    }

    @Test("two that make a witness in one folder at once are one: nobody is told of a key that is not kept")
    func makingTwice() async throws {
        let folder = temporary.file("shared")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let lock = try #require(try FolderLock(trying: folder))
        let error = #expect(throws: VaultError.self) { try WitnessFolder.make(folder, name: "witness.example/w2") }
        #expect(error?.code == .witnessLocked)
        #expect(try Folder.names(folder).isEmpty)
        lock.release()
        let made = await withTaskGroup(of: NoteVerifierKey?.self) { group in
            for _ in 0..<8 {
                group.addTask { try? WitnessFolder.make(folder, name: "witness.example/w2") }
            }
            return await group.reduce(into: [NoteVerifierKey]()) { if let key = $1 { $0.append(key) } }
        }
        let opened = try await WitnessFolder.open(folder, logs: [log.key.verifierKey])
        #expect(made == [opened.verifierKey])
    }

    @Test("the key is its owner's alone, and is never written over")
    func keyFile() throws {
        let mode = try FileManager.default.attributesOfItem(atPath: "\(path)/witness.key")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let error = #expect(throws: VaultError.self) { try WitnessFolder.make(path, name: "witness.example/w1") }
        #expect(error?.code == .folderNotEmpty)
        let other = #expect(throws: VaultError.self) { try WitnessFolder.make(temporary.file("w"), name: "a b") }
        #expect(other?.code == .witnessNameMalformed)
    }
}

/// A log that tells two stories from a leaf on.
struct TwoFacedLog: Sendable {
    let key = NoteSigningKey(name: "vault.example/log", seed: [UInt8](repeating: 1, count: 32))!

    private func tiles(_ size: Int, isForked: Bool, fork: Int) throws -> TilesInMemory {
        var tiles = TilesInMemory()
        let entries = (0..<size).map { Array("\(isForked && $0 >= fork ? "other" : "entry") \($0)".utf8) }
        tiles.apply(try TileGrowth.writes(from: 0, appending: entries, reader: tiles))
        return tiles
    }

    func root(_ size: Int, isForked: Bool = false, fork: Int = 3) -> MerkleHash {
        (try? TreeProof.root(size: UInt64(size), reader: tiles(size, isForked: isForked, fork: fork))) ?? .emptyRoot
    }

    func note(_ size: Int, isForked: Bool = false, fork: Int = 3) -> SignedNote {
        Checkpoint(origin: key.name, size: UInt64(size), root: root(size, isForked: isForked, fork: fork))
            .signed(by: key)
    }

    func request(_ from: Int, _ to: Int, isForked: Bool = false, fork: Int = 3) throws -> WitnessRequest {
        WitnessRequest(
            oldSize: UInt64(from),
            proof: try TreeProof.consistency(
                from: UInt64(from), to: UInt64(to), reader: tiles(to, isForked: isForked, fork: fork)),
            checkpoint: note(to, isForked: isForked, fork: fork).bytes)
    }
}
