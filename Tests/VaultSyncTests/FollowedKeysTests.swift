import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultSync

/// A vault whose `vault.json` was pinned takes another seal, and then another.
@Suite("Keys that a replica follows")
struct FollowedKeysTests {
    private let receiver: Receiver
    /// As it was pinned.
    private let pinned: PublishingVault

    init() throws {
        receiver = try Receiver()
        var vault = try PublishingVault()
        try vault.deposit(5)
        try vault.issue()
        vault.pinnedIdentity = try VaultIdentity(bytes: vault["vault.json"])
        pinned = vault
    }

    /// The vault with its next seal, and one manifest more; its `vault.json` is by that one and by these.
    private func renewed(_ vault: PublishingVault, by signers: [PublishingVault]) throws -> PublishingVault {
        var next = vault
        try next.renewSeal()
        let bytes = next["vault.json"]
        next.set(
            try SignedData.joining(signers.map { try $0.seal.sign(bytes) } + [next.seal.sign(bytes)]),
            at: "vault.json.p7s")
        try next.deposit(1)
        try next.issue()
        return next
    }

    @Test("are those that the seal before vouches for, one after the other, with the pin as it was")
    func follows() async throws {
        #expect(try await receiver.pull(pinned).sequence == 1)
        let second = try renewed(pinned, by: [pinned])
        #expect(try await receiver.pull(second, pinning: pinned).sequence == 2)
        // The pinned seal signs no more: what this replica has followed vouches for the next.
        let third = try renewed(second, by: [second])
        #expect(try await receiver.pull(third, pinning: pinned).sequence == 3)
        let fresh = try await Receiver().refusal(third, pinning: pinned)
        #expect(fresh?.code == "REPLICA_IDENTITY_REFUSED")
    }

    @Test("are not those of whoever has a seal that was replaced, also where a kill left the replica half a pair")
    func replacedSeal() async throws {
        let second = try renewed(pinned, by: [pinned])
        _ = try await receiver.pull(pinned)
        _ = try await receiver.pull(second, pinning: pinned)
        // He has the first seal, and a date behind the true one's.
        var thief = pinned
        try thief.renewSeal()
        thief = try renewed(thief, by: [pinned])
        let whole = try await receiver.refusal(thief, pinning: pinned)
        #expect(whole?.code == "REPLICA_IDENTITY_REFUSED" && whole?.isAttack == true)
        // The seal of what was to come next is there, and what it is of is not.
        let third = try renewed(second, by: [pinned, second])
        try receiver.temporary.write(third["vault.json.p7s"], to: "replica/vault.json.p7s")
        let half = try await receiver.refusal(thief, pinning: pinned)
        #expect(half?.code == "REPLICA_KEY_NOT_PINNED")
        #expect(try await receiver.pull(third, pinning: pinned).sequence == 3)
    }
}
