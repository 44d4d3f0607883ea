import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore
import VaultStorage

@testable import VaultSync

@Suite("A replica that follows its vault")
struct PullTests {
    @Test("takes every manifest with its bodies, and nothing new the next time")
    func follows() async throws {
        var vault = try PublishingVault()
        try vault.deposit(300)
        try vault.issue()
        let receiver = try Receiver()
        let first = try await receiver.pull(vault)
        #expect(first.manifests == 1 && first.entries == 300 && first.to == 300 && first.size == 300)
        try vault.deposit(3)
        try vault.issue()
        try vault.deposit(300)
        try vault.issue()
        let second = try await receiver.pull(vault)
        #expect(second.manifests == 2 && second.entries == 303 && second.sequence == 3 && second.to == 603)
        #expect(try await receiver.pull(vault).manifests == 0)

        let files = try receiver.files()
        for manifest in vault.manifests {
            let path = "\(vault.folder)/\(manifest.sequence)"
            #expect(files["manifests/\(manifest.sequence).json"] == vault["\(path).json"])
            #expect(files["manifests/\(manifest.sequence).json.p7s"] == vault["\(path).json.p7s"])
            let lines = try vault.bodies(of: manifest.sequence).map { $0 + [UInt8(10)] }
            #expect(files["bodies/\(manifest.sequence).jsonl"] == Array(lines.joined()))
        }
        #expect(files["checkpoint"] == vault.checkpoint)
        let state = try ReplicaState(bytes: try #require(files["state.json"]))
        #expect(state.frontier == vault.frontier)
        #expect(!receiver.names().contains { $0.hasPrefix("staging/") })
    }

    @Test("in steps or at once, a replica is the same")
    func stepsAreAlike() async throws {
        var vault = try PublishingVault()
        let steps = try Receiver()
        for count in [1, 255, 1, 300, 7] {
            try vault.deposit(count)
            try vault.issue()
            _ = try await steps.pull(vault)
        }
        let whole = try Receiver()
        _ = try await whole.pull(vault)
        #expect(try whole.files() == steps.files())
    }

    @Test("an empty vault is followed from its head on")
    func empty() async throws {
        var vault = try PublishingVault()
        try vault.issueHead()
        let receiver = try Receiver()
        #expect(try await receiver.pull(vault).sequence == 0)
        try vault.deposit(1)
        try vault.issue()
        #expect(try await receiver.pull(vault).sequence == 1)
    }

    @Test("a manifest whose checkpoint is beyond its range is proven to be the log's beginning")
    func rangesBelowTheCheckpoint() async throws {
        var vault = try PublishingVault()
        try vault.deposit(700)
        let all = (0..<700).compactMap { vault.records[$0] }
        let cut = all.map { Manifest.Entry(index: $0.index, commitment: $0.leaf.commitment) }
        for range in [0..<300, 300..<700] {
            try vault.publish(
                Manifest(
                    vault: PublishingVault.id, chain: .all, sequence: (vault.last?.sequence ?? 0) + 1,
                    previous: vault.last?.digest, from: UInt64(range.lowerBound), to: UInt64(range.upperBound),
                    checkpoint: vault.checkpoint, entries: Array(cut[range]), withheld: []))
        }
        try vault.issueHead()
        #expect(try await Receiver().pull(vault).to == 700)
    }

    @Test("of a scope, each entry is proven to be in the log")
    func scoped() async throws {
        let chain = try #require(ManifestChain(audience: "thue", scope: "thue", scopeVersion: 2))
        var vault = try PublishingVault(chain: chain)
        vault.isInScope = { $0 % 3 == 0 }
        try vault.deposit(600)
        try vault.issue()
        let receiver = try Receiver()
        let report = try await receiver.pull(vault, chain: chain)
        #expect(report.entries == 200 && report.to == 600)
        #expect(try await receiver.pull(vault).manifests == 0)
        #expect(try await receiver.refusal(vault, chain: .all)?.code == "REPLICA_OTHER_CHAIN")

        // An entry that the vault sealed, and that its log does not hold.
        try vault.deposit(3)
        try vault.issue { entries in
            entries[0] = .init(index: entries[0].index, commitment: .sha256(of: [UInt8(1)]))
        }
        let refusal = try #require(try await receiver.refusal(vault))
        #expect(refusal.code == "REPLICA_LEAF_DIFFERS" && refusal.isAttack)
    }

    @Test("documents' files are fetched and kept by their digest")
    func content() async throws {
        var vault = try PublishingVault()
        try vault.deposit(3)
        try vault.issue()
        let receiver = try Receiver()
        _ = try await receiver.pull(vault)
        // Also those of manifests that were taken without.
        #expect(try await receiver.pull(vault, content: true).files == 3)
        for (digest, bytes) in vault.contents {
            #expect(try receiver.files()["objects/\(digest.hexadecimal.prefix(2))/\(digest.hexadecimal)"] == bytes)
        }
        #expect(try await receiver.pull(vault, content: true).files == 0)
    }

    @Test("an erasure takes bodies, files and evidence out of the replica")
    func erasure() async throws {
        var vault = try PublishingVault()
        try vault.deposit(2, name: "Đơn của Nguyễn Văn An", owner: "CCCD:001200000001")
        try vault.deposit(2, name: "Đơn của người khác")
        try vault.issue()
        let receiver = try Receiver()
        _ = try await receiver.pull(vault, content: true)
        // Evidence that holds somebody's body.
        let path = "\(vault.folder)/2.bodies.json"
        var later = vault
        try later.deposit(1)
        try later.issue()
        var swapped = later
        swapped.set(vault["\(vault.folder)/1.bodies.json"], at: path)
        #expect(try await receiver.refusal(swapped)?.isAttack == true)
        #expect(try receiver.holds("001200000001") && receiver.holds("Nguyễn Văn An"))
        let objects = receiver.names().filter { $0.hasPrefix("objects/") }.count

        try later.erase([0, 1])
        try later.issue()
        let report = try await receiver.pull(later, content: true)
        #expect(report.erased == 2 && report.unproven == 0)
        #expect(try !receiver.holds("001200000001"))
        #expect(try !receiver.holds("Nguyễn Văn An"))
        #expect(receiver.names().filter { $0.hasPrefix("objects/") }.count == objects - 2 + 1)
        // Who comes later gets none of it either, and needs no more.
        let fresh = try Receiver()
        #expect(try await fresh.pull(later, content: true).unproven == 0)
        for name in try receiver.files().keys where !name.hasPrefix("state") {
            #expect(try fresh.files()[name] == receiver.files()[name], "\(name)")
        }
    }

    @Test("a file that another document has too stays")
    func sharedFiles() async throws {
        var vault = try PublishingVault()
        try vault.deposit(2)
        let record = try #require(vault.records[0]?.shared.document)
        let other = DocumentDescription(
            document: .random(), code: nil, name: "Bản thứ hai", owner: try Owner("CCCD:001200000002"),
            category: .ownFile, files: record.files, status: .accepted, verdict: record.verdict)
        try vault.enter(SharedPart(other))
        vault.set(
            vault["v1/documents/\(record.document.text)/1/files/0"],
            at: "v1/documents/\(other.document.text)/1/files/0")
        try vault.issue()
        let receiver = try Receiver()
        _ = try await receiver.pull(vault, content: true)
        let objects = receiver.names().filter { $0.hasPrefix("objects/") }
        try vault.erase([0])
        try vault.issue()
        _ = try await receiver.pull(vault)
        #expect(receiver.names().filter { $0.hasPrefix("objects/") } == objects)
        try vault.erase([2])
        try vault.issue()
        _ = try await receiver.pull(vault)
        #expect(receiver.names().filter { $0.hasPrefix("objects/") }.count == objects.count - 1)
    }

    @Test("the folder is one process's at a time")
    func locked() async throws {
        var vault = try PublishingVault()
        try vault.issueHead()
        let receiver = try Receiver()
        let held = try await ReplicaFolder.open(receiver.path, writes: true)
        await #expect(throws: VaultError(.vaultLocked)) { _ = try await receiver.pull(vault) }
        withExtendedLifetime(held) {}
    }

    @Test("a folder that is something else, a vault above all, is left alone")
    func otherFolder() async throws {
        var vault = try PublishingVault()
        try vault.issueHead()
        let receiver = try Receiver()
        for name in ["staging", "records"] {
            try FileManager.default.createDirectory(
                atPath: "\(receiver.path)/\(name)", withIntermediateDirectories: true)
        }
        let staged = "\(receiver.path)/staging/acknowledged"
        #expect(FileManager.default.createFile(atPath: staged, contents: Data([1])))
        await #expect(throws: VaultError(.folderNotEmpty)) { _ = try await receiver.pull(vault) }
        #expect(FileManager.default.fileExists(atPath: staged))
    }

    @Test("status tells of it without asking anybody")
    func status() async throws {
        var vault = try PublishingVault()
        try vault.deposit(5)
        try vault.issue()
        let receiver = try Receiver()
        _ = try await receiver.pull(vault)
        let replica = try await Replica(ReplicaFolder.open(receiver.path, writes: false))
        #expect(replica.size == 5 && replica.evidenceCount == 0)
        #expect(replica.isFresh(at: vault.clock.adding(seconds: 300)))
        #expect(!replica.isFresh(at: vault.clock.adding(seconds: 301)))
        // A head that names more than is here makes nothing fresh.
        try vault.deposit(1)
        try vault.issue()
        var part = vault
        part.set(nil, at: "\(vault.folder)/2.json")
        _ = try await receiver.pull(part, isWhole: false)
        let behind = try await Replica(ReplicaFolder.open(receiver.path, writes: false))
        #expect(behind.isBehind && !behind.isFresh(at: vault.clock))
        await #expect(throws: ReplicaError(.notFound)) {
            _ = try await Replica(ReplicaFolder.open(receiver.temporary.path, writes: false))
        }
    }
}
