public import VaultCore

/// Who is pushed to.
public protocol ReplicaReceiver: Sendable {
    /// What it has of the chain.
    func held() async throws -> HeldReplica

    /// Gives it a parcel.
    /// - Parameter index: the parcel's first line, without its line break.
    /// - Returns: what it has then.
    func take(index: [UInt8], _ contents: any ReplicaDraft, _ byteCount: Int) async throws -> HeldReplica
}
