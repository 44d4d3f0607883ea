import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultSync

/// Manifests whose seal's certificate has ended since: today's head says which they were, or nobody does.
@Suite("Manifests from before a seal ended")
struct ExpiredSealTests {
    /// Three manifests under a seal that ended a month ago, and one under today's.
    private func vault() throws -> PublishingVault {
        var vault = try PublishingVault(sealDays: 1)
        for _ in 0..<3 {
            try vault.deposit(3)
            try vault.issue()
        }
        vault.clock = MintedPKI.now.adding(seconds: 30 * MintedPKI.day)
        try vault.renewSeal()
        try vault.deposit(3)
        try vault.issue()
        return vault
    }

    /// What whoever has the old key makes of the vault's second manifest today.
    private func forged(_ vault: PublishingVault) throws -> PublishingVault {
        var changed = vault
        let path = "\(vault.folder)/2.json"
        let second = try Manifest(bytes: vault[path])
        let other = try Manifest(
            vault: second.vault, chain: second.chain, sequence: 2, previous: second.previous, from: second.from,
            to: second.to, checkpoint: second.checkpoint, entries: second.entries.dropLast(),
            withheld: second.withheld + second.entries.suffix(1).map(\.index))
        changed.set(other.bytes, at: path)
        changed.set(try vault.oldSeal.sign(other.bytes), at: path + ".p7s")
        return changed
    }

    @Test("a new replica begins with them, since today's head leads to each by its digest")
    func begins() async throws {
        let receiver = try Receiver()
        let vault = try vault()
        #expect(try await receiver.pull(vault).sequence == 4)
        #expect(try await receiver.pull(vault).manifests == 0)
    }

    @Test("one that stopped in the middle goes on with them")
    func goesOn() async throws {
        var early = try PublishingVault(sealDays: 1)
        try early.deposit(3)
        try early.issue()
        let receiver = try Receiver()
        #expect(try await receiver.pull(early).sequence == 1)
        var later = early
        for _ in 0..<2 {
            try later.deposit(3)
            try later.issue()
        }
        later.clock = MintedPKI.now.adding(seconds: 30 * MintedPKI.day)
        try later.renewSeal()
        try later.issueHead()
        #expect(try await receiver.pull(later).sequence == 3)
    }

    @Test("a head under an ended seal vouches for nothing, and is not taken itself")
    func head() async throws {
        var vault = try PublishingVault(sealDays: 1)
        try vault.deposit(3)
        try vault.issue()
        vault.clock = MintedPKI.now.adding(seconds: 30 * MintedPKI.day)
        try vault.issueHead()
        let receiver = try Receiver()
        let refusal = try await receiver.refusal(vault)
        #expect(refusal?.code == "MANIFEST_SEAL_EXPIRED" && refusal?.isAttack == false)
        #expect(!receiver.names().contains("state.json"))
    }

    @Test("what an old key seals today is not taken: today's head does not lead to it")
    func oldKey() async throws {
        let vault = try vault()
        let receiver = try Receiver()
        let refusal = try await receiver.refusal(forged(vault), pinning: vault)
        #expect(refusal?.code == "MANIFEST_SEAL_EXPIRED")
        #expect(!receiver.names().contains { $0.hasPrefix("manifests/2") })
        // Also where it was vouched for up to there, and then something else was given.
        let other = try forged(vault)
        let path = "\(vault.folder)/2.json"
        let swapping = SwappedFiles(first: FilesInMemory(files: vault.files), then: other.files, path: path)
        let second = try Receiver()
        let code = try await second.refusal(vault, from: swapping)?.code
        #expect(code == "MANIFEST_SEAL_EXPIRED" || code == "MANIFEST_FORK")
        #expect(!second.names().contains { $0.hasPrefix("manifests/2") })
        #expect(try await second.pull(vault).sequence == 4)
    }

    @Test("a manifest that is left out between vouches for nothing before it")
    func gap() async throws {
        let vault = try vault()
        var cut = vault
        cut.set(nil, at: "\(vault.folder)/3.json")
        let receiver = try Receiver()
        #expect(try await receiver.refusal(cut, pinning: vault)?.code == "MANIFEST_SEAL_EXPIRED")
        #expect(try await receiver.pull(vault).sequence == 4)
    }

    @Test("a push carries what vouches for them")
    func pushed() async throws {
        let vault = try vault()
        let receiver = try Receiver()
        #expect(try await PushedTo(receiver, vault).push(vault).sequence == 4)
        #expect(try await receiver.pull(vault).manifests == 0)
    }
}
