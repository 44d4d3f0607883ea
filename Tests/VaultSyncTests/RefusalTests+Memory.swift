import PKI
import Testing
import VaultCore
import VaultStorage

@testable import VaultSync

/// What was seen is remembered, whatever came in between.
extension RefusalTests {
    @Test("the same manifest, written before a kill, is taken again") func sameLeftover() async throws {
        let vault = try next()
        let path = "\(vault.folder)/3"
        try await write(vault[path + ".json"], vault[path + ".json.p7s"])
        #expect(try await receiver.pull(vault).manifests == 1)
    }

    func write(_ bytes: [UInt8], _ seal: [UInt8]) async throws {
        let folder = try await ReplicaFolder.open(receiver.path, writes: true)
        defer { folder.close() }
        try await folder.write(seal, to: .manifestSeal(3))
        try await folder.write(bytes, to: .manifest(3))
    }

    @Test("another manifest by the same seal, written before a kill: fork") func otherLeftover() async throws {
        let one = try next()
        let path = "\(one.folder)/3"
        try await write(one[path + ".json"], one[path + ".json.p7s"])
        var other = before
        try other.deposit(10)
        try other.issue { $0.removeLast() }
        let refusal = try await receiver.refusal(other, pinning: before)
        #expect(refusal?.code == "MANIFEST_FORK")
    }

    @Test("what a head named is remembered, though its manifest never came: rollback and fork") func namedByAHead()
        async throws
    {
        // The log grows, and two manifests are told of that the receiver does not get.
        var honest = before
        try honest.deposit(10)
        try honest.issue()
        let early = honest
        try honest.deposit(1)
        try honest.issue()
        var cut = honest
        cut.set(nil, at: "\(cut.folder)/3.json")
        #expect(try await receiver.refusal(cut, pinning: before)?.code == "MANIFEST_GAP")

        // The same log, with fewer manifests than were told of.
        var fewer = honest
        try fewer.issueHead(naming: early.last.map { .init(sequence: $0.sequence, digest: $0.digest) })
        #expect(try await receiver.refusal(fewer, pinning: before)?.code == "MANIFEST_ROLLBACK")
        // The same log, and another last manifest.
        var other = honest
        try other.issueHead(naming: .init(sequence: 4, digest: .sha256(of: [UInt8(7)])))
        #expect(try await receiver.refusal(other, pinning: before)?.code == "MANIFEST_FORK")
        #expect(try await receiver.pull(honest).sequence == 4)
    }

    @Test("what a lower head named is remembered after a higher one: its manifest and no other is taken")
    func namedByLowerHeads() async throws {
        var grown = before
        try grown.deposit(10)
        var honest = grown
        try honest.issue()
        var other = grown
        try other.issue { $0.removeLast() }
        // The first head names manifest 3, and the second, of another story over the same log, a manifest 4 behind another 3.
        var cut = honest
        cut.set(nil, at: "\(cut.folder)/3.json")
        #expect(try await receiver.refusal(cut, pinning: before)?.code == "MANIFEST_GAP")
        try other.deposit(1)
        try other.issue()
        var second = other
        second.set(nil, at: "\(second.folder)/3.json")
        #expect(try await receiver.refusal(second, pinning: before)?.code == "MANIFEST_GAP")
        let state = try ReplicaState(bytes: try #require(try receiver.files()["state.json"]))
        #expect(state.named.map(\.sequence) == [3, 4])
        // A third repeats neither 3 nor 4: what the first said of 3 still counts.
        try other.deposit(1)
        try other.issue()
        let refusal = try await receiver.refusal(other, pinning: before)
        #expect(refusal?.code == "MANIFEST_FORK" && refusal?.facts["sequence"] == "3")
    }

    @Test("what was named is forgotten when it is here, and never more than so much is remembered")
    func namedIsBounded() async throws {
        let vault = try next()
        _ = try await receiver.pull(vault)
        var state = try ReplicaState(bytes: try #require(try receiver.files()["state.json"]))
        #expect(state.named.isEmpty && state.manifests.last?.sequence == 3)
        for sequence in 4..<2000 { state.remember(.init(sequence: UInt64(sequence), digest: .sha256(of: [UInt8(1)]))) }
        #expect(state.named.count == ReplicaLimits.named)
        #expect(state.named.first?.sequence == 4 && state.named.last?.sequence == 1999)
        #expect(try ReplicaState(bytes: state.bytes) == state)
    }

    @Test("more bodies called erased than can be remembered are refused, and the state is still read")
    func unprovenIsBounded() async throws {
        var vault = before
        try vault.deposit(4)
        try vault.issue()
        try vault.erase([280, 281, 282], telling: false)
        try vault.issueHead()
        await #expect(throws: ReplicaRefusal.self) {
            _ = try await receiver.pull(vault, pinning: before, unprovenLimit: 2)
        }
        let state = try ReplicaState(bytes: try #require(try receiver.files()["state.json"]))
        #expect(state.manifests.last?.sequence == 2 && state.unproven.isEmpty)
        #expect(try await receiver.pull(vault, pinning: before, unprovenLimit: 3).unproven == 3)
    }

    @Test("a head that is not there is no end of a chain that was seen") func headAbsent() async throws {
        var vault = before
        vault.set(nil, at: "\(vault.folder)/head.json")
        await #expect(throws: ReplicaSourceError(.absent, code: "SOURCE_HAS_NOT")) {
            _ = try await receiver.pull(vault)
        }
        let fresh = try Receiver()
        #expect(try await fresh.refusal(vault)?.code == "REPLICA_CHAIN_MISSING")
    }
}
