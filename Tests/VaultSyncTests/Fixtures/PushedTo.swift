import Foundation
import PKI
import Synchronization
import VaultClient
import VaultCore
import VaultStorage

@testable import VaultSync

/// A receiver on this machine that verifies what is pushed as a server does.
final class PushedTo: ReplicaReceiver {
    let receiver: Receiver
    let pinned: PinnedVault
    let chain: ManifestChain
    let clock: Instant
    /// Changes a parcel on its way.
    let spoil: @Sendable ([UInt8]) -> [UInt8]
    let parcels = Atomic<Int>(0)

    init(
        _ receiver: Receiver, _ vault: PublishingVault, chain: ManifestChain = .all,
        spoil: @escaping @Sendable ([UInt8]) -> [UInt8] = { $0 }
    ) throws {
        self.receiver = receiver
        pinned = try vault.pinned
        self.chain = chain
        clock = vault.clock
        self.spoil = spoil
    }

    func held() async throws -> HeldReplica {
        let isThere = FileManager.default.fileExists(atPath: receiver.path)
        let store = isThere ? try await ReplicaFolder.open(receiver.path, writes: false) : nil
        // Through its JSON, as over the network.
        return try HeldReplica(await HeldReplica(vault: PublishingVault.id, chain: chain, in: store).json)
    }

    func take(index: [UInt8], _ contents: any ReplicaDraft, _ byteCount: Int) async throws -> HeldReplica {
        parcels.add(1, ordering: .relaxed)
        let store = try await ReplicaFolder.open(receiver.path, writes: true)
        defer { store.close() }
        let draft = try await store.draft()
        let bytes = spoil(index + [10] + (try await contents.read(0..<byteCount)))
        try await draft.append(bytes)
        var pull = ReplicaPull(
            store: store, source: try await ParcelSource(draft, byteCount: bytes.count), url: "", chain: chain,
            now: { [clock] in clock }
        ) { [pinned] in $0 == pinned.id ? pinned : nil }
        do {
            _ = try await pull.run()
        } catch let refusal as ReplicaRefusal where refusal.isOutdated {
            throw ClientError(.refused, ["reason": refusal.code])
        }
        return try await HeldReplica(vault: PublishingVault.id, chain: chain, in: store)
    }

    func push(_ vault: PublishingVault) async throws -> ReplicaReport {
        try await Self.push(vault, to: self, chain)
    }

    static func push(
        _ vault: PublishingVault, to receiver: any ReplicaReceiver, _ chain: ManifestChain = .all
    ) async throws -> ReplicaReport {
        let clock = vault.clock
        return try await ReplicaPush(
            VaultIdentity(bytes: vault["vault.json"]), chain, from: FilesInMemory(files: vault.files),
            to: receiver, draft: TemporaryDraft.make, now: { clock }
        ).run()
    }
}
