public import CanonicalJSON
public import VaultCore

/// What a receiver has of a vault's chain, as it tells the vault: the beginning of what is to be pushed.
///
///     {"chain":"all","state":"<state.json>","v":1,"vault":"…"}
public struct HeldReplica: Hashable, Sendable {
    public let vault: String
    public let chain: ManifestChain
    /// nil where it has nothing yet.
    public let state: ReplicaState?

    public init(vault: String, chain: ManifestChain, state: ReplicaState?) {
        self.vault = vault
        self.chain = chain
        self.state = state
    }

    /// Reads it off the receiver's folder; nil for one that is not there.
    /// - Throws: `REPLICA_DAMAGED`.
    public init(vault: String, chain: ManifestChain, in store: (any ReplicaStore)?) async throws {
        let state = try await store?.read(.state).map { try ReplicaState(bytes: $0) }
        self.init(vault: vault, chain: chain, state: state)
    }

    /// - Throws: `REPLICA_ANSWER_MALFORMED`.
    public init(_ json: JSON) throws(ReplicaError) {
        guard json["v"]?.integer == 1, let vault = json["vault"]?.string,
            let chain = json["chain"]?.string.flatMap({ ManifestChain(folderName: $0) })
        else { throw ReplicaError(.answerMalformed) }
        var state: ReplicaState?
        if let text = json["state"]?.string {
            guard let read = try? ReplicaState(bytes: Array(text.utf8)), read.manifests.vault == vault,
                read.manifests.chain == chain
            else { throw ReplicaError(.answerMalformed) }
            state = read
        }
        self.init(vault: vault, chain: chain, state: state)
    }

    public var json: JSON {
        var object: JSON.Object = ["chain": .string(chain.folderName), "v": 1, "vault": .string(vault)]
        object["state"] = state.map { .string(String(decoding: $0.bytes, as: UTF8.self)) }
        return .object(object)
    }
}
