import CanonicalJSON
import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultClient
import VaultCore
import VaultStorage

@testable import VaultSync

@Suite("A vault that pushes")
struct PushTests {
    private func push(_ vault: PublishingVault, to receiver: PushedTo) async throws -> ReplicaReport {
        try await receiver.push(vault)
    }

    @Test("brings a receiver to what a pull would bring it to, from wherever it is")
    func sameAsPull() async throws {
        var vault = try PublishingVault()
        try vault.deposit(300)
        try vault.issue()
        let pushed = try Receiver()
        let pulled = try Receiver()
        #expect(try await push(vault, to: PushedTo(pushed, vault)).to == 300)
        for count in [1, 260, 3] {
            try vault.deposit(count)
            try vault.issue()
        }
        try vault.erase([2])
        try vault.issue()
        let report = try await push(vault, to: PushedTo(pushed, vault))
        #expect(report.manifests == 4 && report.to == 565)
        _ = try await pulled.pull(vault)
        // Who was asked is all that differs; the bodies of what was erased meanwhile were there once.
        let (left, right) = (try pushed.files(), try pulled.files())
        #expect(Set(left.keys) == Set(right.keys))
        for (name, bytes) in right where name != "replica.json" && name != "state.json" {
            #expect(left[name] == bytes, "\(name)")
        }
        #expect(try await push(vault, to: PushedTo(pushed, vault)).manifests == 0)
    }

    @Test("one scope's chain, each entry with its proof")
    func scoped() async throws {
        let chain = try #require(ManifestChain(audience: "thue", scope: "thue", scopeVersion: 2))
        var vault = try PublishingVault(chain: chain)
        vault.isInScope = { $0 % 3 == 0 }
        try vault.deposit(600)
        try vault.issue()
        let receiver = try Receiver()
        #expect(try await push(vault, to: PushedTo(receiver, vault, chain: chain)).entries == 200)
        try vault.deposit(30)
        try vault.issue()
        #expect(try await push(vault, to: PushedTo(receiver, vault, chain: chain)).entries == 10)
    }

    @Test("a vault that was put back, or tells another story, hears it by the receiver's memory before it sends")
    func putBack() async throws {
        var vault = try PublishingVault()
        try vault.deposit(5)
        try vault.issue()
        let early = vault
        try vault.deposit(5)
        try vault.issue()
        let receiver = try Receiver()
        _ = try await push(vault, to: PushedTo(receiver, vault))
        let kept = try receiver.files()
        var other = early
        try other.deposit(5, salt: 9)
        try other.issue()
        for (story, code) in [(early, "MANIFEST_ROLLBACK"), (other, "MANIFEST_FORK")] {
            let to = try PushedTo(receiver, vault)
            do {
                _ = try await push(story, to: to)
                Issue.record("\(code) was not noticed")
            } catch let refusal as ReplicaRefusal {
                #expect(refusal.code == code && refusal.isAttack)
            }
            #expect(to.parcels.load(ordering: .relaxed) == 0)
        }
        #expect(try receiver.files() == kept)
    }

    @Test("a parcel that was changed on its way is refused, or takes nothing but what is true")
    func spoiled() async throws {
        var vault = try PublishingVault()
        try vault.deposit(270)
        try vault.issue()
        let whole = try Receiver()
        _ = try await push(vault, to: PushedTo(whole, vault))
        let right = try whole.files()
        var numbers = SeededNumbers(seed: 7)
        for _ in 0..<40 {
            let receiver = try Receiver()
            let place = Int.random(in: 0..<100_000, using: &numbers)
            let to = try PushedTo(receiver, vault) { bytes in
                var bytes = bytes
                bytes[place % bytes.count] ^= 1
                return bytes
            }
            do {
                _ = try await push(vault, to: to)
            } catch is ReplicaRefusal {
            } catch is ReplicaError {
            } catch is ClientError {}
            for (name, bytes) in try receiver.files() where name.hasPrefix("manifests/") || name.hasPrefix("bodies/") {
                #expect(bytes == right[name], "\(name) after a change at \(place)")
            }
            _ = try await push(vault, to: PushedTo(receiver, vault))
            #expect(try receiver.files()["state.json"] == right["state.json"])
        }
    }

    @Test("what is about to be sent has no name on the disk, so that a kill leaves nothing of it")
    func draftWithoutName() async throws {
        let draft = try await TemporaryDraft.make()
        let text = "CCCD:\(UInt64.random(in: 0 ... .max))"
        try await draft.append(Array(text.utf8))
        #expect(try await draft.read(0..<text.utf8.count) == Array(text.utf8))
        try await draft.append([1, 2])
        #expect(try await draft.read(text.utf8.count..<(text.utf8.count + 2)) == [1, 2])
        let folder = NSTemporaryDirectory()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasPrefix("kho-") && $0.utf8.count == 36
        }
        #expect(!files.contains { FileManager.default.contents(atPath: folder + $0)?.starts(with: text.utf8) == true })
    }

    @Test("a parcel never has more files than a receiver takes, however small the manifests are")
    func manyFiles() async throws {
        let recording = RecordingSource(
            FilesInMemory(files: Dictionary(uniqueKeysWithValues: (0..<3000).map { ("f\($0)", [UInt8(1)]) })),
            into: try await TemporaryDraft.make())
        for number in 0..<3000 where ReplicaPush.hasRoom(recording) {
            _ = try await recording.bytes(of: "f\(number)", limit: 1)
        }
        let index = recording.files
        // What one more manifest needs has room besides.
        #expect(index.count == ParcelIndex.maximumFiles / 2)
        #expect(ParcelIndex(line: ParcelIndex(index).line, room: recording.byteCount)?.files == index)
    }

    @Test("what is no parcel is refused, and reaches nothing")
    func malformed() async throws {
        let folder = try TemporaryFolder()
        let store = try await ReplicaFolder.open(folder.file("replica"), writes: true)
        let good = ParcelIndex([.init(path: "vault.json", size: 3)])
        #expect(ParcelIndex(line: good.line, room: 3) == good)
        let texts = [
            "", "\n", "{}", "{}\n", #"{"files":[],"v":1}"#, #"{"files":[],"v":1}"# + "\nx",
            #"{"files":[{"path":"a","size":4}],"v":1}"# + "\nabc", #"{"files":[{"path":"a","size":-1}],"v":1}"# + "\n",
            #"{"files":[{"path":"a","size":9007199254740991},{"path":"b","size":1}],"v":1}"# + "\nabc",
            #"{"files":[{"path":"a","size":1},{"path":"a","size":2}],"v":1}"# + "\nabc",
            #"{"files": [{"path":"a","size":3}],"v":1}"# + "\nabc",
            #"{"files":[{"path":"a","size":3}],"v":2}"# + "\nabc",
        ]
        for text in texts {
            let draft = try await store.draft()
            try await draft.append(Array(text.utf8))
            await #expect(throws: ReplicaError(.parcelMalformed), "\(text)") {
                _ = try await ParcelSource(draft, byteCount: text.utf8.count)
            }
        }
        let draft = try await store.draft()
        let bytes = good.line + Array("\nabc".utf8)
        try await draft.append(bytes)
        let source = try await ParcelSource(draft, byteCount: bytes.count)
        #expect(try await source.bytes(of: "vault.json", limit: 3) == Array("abc".utf8))
        await #expect(throws: ReplicaSourceError.self) { _ = try await source.bytes(of: "vault.json", limit: 2) }
        await #expect(throws: ReplicaSourceError.self) { _ = try await source.bytes(of: "checkpoint", limit: 2) }
    }

    @Test("a receiver that says nonsense of what it has is not believed")
    func nonsense() throws {
        for json in [
            [:], ["chain": "all", "v": 1, "vault": "x", "state": "{}"], ["chain": "../all", "v": 1, "vault": "x"],
            ["chain": "all", "v": 2, "vault": "x"],
        ] as [JSON] {
            #expect(throws: ReplicaError(.answerMalformed)) { _ = try HeldReplica(json) }
        }
    }

    /// A receiver that says of itself what it likes.
    private struct Claiming: ReplicaReceiver {
        let state: ReplicaState

        func held() async throws -> HeldReplica {
            HeldReplica(vault: PublishingVault.id, chain: .all, state: state)
        }

        func take(index: [UInt8], _ contents: any ReplicaDraft, _ byteCount: Int) async throws -> HeldReplica {
            throw ClientError(.refused, ["reason": "TAKEN"])
        }
    }

    @Test("that a vault was put back is believed by its own checkpoint alone, and not on a receiver's word")
    func claims() async throws {
        var vault = try PublishingVault()
        try vault.deposit(5)
        try vault.issue()
        let receiver = try Receiver()
        _ = try await receiver.pull(vault)
        let truth = try ReplicaState(bytes: try #require(try receiver.files()["state.json"]))
        let seen = truth.manifests
        try vault.deposit(5)
        try vault.issue()
        func claiming(_ last: ManifestHead.Last?) -> ReplicaState {
            var state = truth
            state.manifests = ManifestState(
                vault: seen.vault, chain: seen.chain, last: last, to: seen.to, checkpoint: seen.checkpoint)
            return state
        }
        var named = truth
        named.named = [.init(sequence: 9, digest: .sha256(of: [UInt8(1)]))]
        var frontier = truth
        frontier.frontier = TreeFrontier(size: 5, hashes: Array((truth.frontier?.hashes ?? []).reversed()))
        for (state, reason) in [
            (claiming(.init(sequence: 99, digest: .sha256(of: [UInt8(1)]))), "MANIFEST_ROLLBACK"),
            (claiming(.init(sequence: 2, digest: .sha256(of: [UInt8(1)]))), "MANIFEST_FORK"),
            (named, "MANIFEST_ROLLBACK"), (frontier, "REPLICA_LOG_DIFFERS"),
        ] {
            await #expect(throws: ReplicaError(.answerUnproven, ["reason": reason])) {
                _ = try await PushedTo.push(vault, to: Claiming(state: state))
            }
        }
        // What it says it waits for is looked up, and not judged.
        var waiting = truth
        waiting.unproven = [.init(index: 1, since: MintedPKI.now.adding(seconds: -4000))]
        await #expect(throws: ClientError(.refused, ["reason": "TAKEN"])) {
            _ = try await PushedTo.push(vault, to: Claiming(state: waiting))
        }
    }

    @Test("a body that was called erased once, and is given later, is in the next parcel")
    func erasedOnce() async throws {
        var vault = try PublishingVault()
        try vault.deposit(5)
        try vault.issue()
        let honest = vault
        try vault.erase([2], telling: false)
        try vault.issueHead()
        let receiver = try Receiver()
        _ = try await push(vault, to: PushedTo(receiver, vault))
        var state = try ReplicaState(bytes: try #require(try receiver.files()["state.json"]))
        #expect(state.unproven.map(\.index) == [2])
        var later = honest
        later.clock = vault.clock.adding(seconds: 400)
        try later.issueHead()
        _ = try await push(later, to: PushedTo(receiver, later))
        state = try ReplicaState(bytes: try #require(try receiver.files()["state.json"]))
        #expect(state.unproven.isEmpty)
        let lines = try honest.bodies(of: 1).map { $0 + [UInt8(10)] }
        #expect(try receiver.files()["bodies/1.jsonl"] == Array(lines.joined()))
    }

    @Test("chains of which nothing was ever accepted keep no other out")
    func manyChains() async throws {
        let folder = try TemporaryFolder()
        let shelf = ReplicaShelfFolder(folder.path) { [] }
        for number in 0..<256 {
            let chain = try #require(ManifestChain(audience: "dich-vu-\(number)", scope: "all"))
            let store = try #require(try await shelf.store(of: PublishingVault.id, chain, writes: true))
            if number < 3 { try await store.write([1], to: .state) }
            store.close()
        }
        let last = try await shelf.store(of: PublishingVault.id, .all, writes: true)
        #expect(last != nil)
        let left = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(PublishingVault.id)")
        // Those that hold something stay.
        #expect(left.count == 4, "\(left)")
    }
}
