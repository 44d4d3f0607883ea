public import PKI
import TransparencyLog
public import VaultCore

/// What a replica says of itself, without asking anybody.
public struct Replica: Sendable {
    public let description: ReplicaDescription
    /// nil before the first head was accepted.
    public let state: ReplicaState?
    public let head: ManifestHead?
    public let evidenceCount: Int

    /// - Throws: `REPLICA_NOT_FOUND`, `REPLICA_DAMAGED`; `VaultError` where the folder cannot be read.
    public init(_ store: any ReplicaStore) async throws {
        guard let bytes = try await store.read(.description) else { throw ReplicaError(.notFound) }
        description = try ReplicaDescription(bytes: bytes)
        state = try await store.read(.state).map { try ReplicaState(bytes: $0) }
        head = try await store.read(.head).flatMap { try? ManifestHead(bytes: $0) }
        evidenceCount = try await store.evidenceCount()
    }

    public var size: UInt64 { state.flatMap { try? ReplicaSession.checkpoint($0.manifests.checkpoint).size } ?? 0 }

    /// Whether the newest head that was accepted names manifests that are not here: a pull was cut short, or what was pushed
    /// was a part.
    public var isBehind: Bool { head.map { $0.last != state?.manifests.last } ?? false }

    /// Whether the newest head that was accepted counts at a time, and everything that it names is here.
    public func isFresh(at time: Instant) -> Bool { head.map { !isBehind && time <= $0.freshUntil } ?? false }
}
