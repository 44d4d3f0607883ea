import CanonicalJSON
public import PKI
public import TransparencyLog
public import VaultCore

/// How far a replica has come: `state.json`, written last in each step. What it does not name was not accepted.
///
///     {"content":0,"erased":[{"index":3,"since":"…"}],"frontier":["…"],"manifests":"<ManifestState>","v":1}
public struct ReplicaState: Hashable, Sendable {
    /// An entry whose body is said to be erased, of which no erasure told yet.
    public struct Unproven: Hashable, Sendable {
        public let index: UInt64
        /// When that was heard first.
        public let since: Instant
    }

    /// The chain, as the receiver's rules go by it.
    public var manifests: ManifestState
    /// The log's tree over the indices that were accepted, `manifests.to` leaves; of a chain of the full scope alone.
    public var frontier: TreeFrontier?
    public var unproven: [Unproven]
    /// Up to which manifest documents' files were fetched; 0 where they are not.
    public var contentSequence: UInt64

    public init(
        manifests: ManifestState, frontier: TreeFrontier?, unproven: [Unproven] = [], contentSequence: UInt64 = 0
    ) {
        self.manifests = manifests
        self.frontier = frontier
        self.unproven = unproven
        self.contentSequence = contentSequence
    }

    /// - Throws: `REPLICA_DAMAGED`.
    public init(bytes: [UInt8]) throws(ReplicaError) {
        let damaged = ReplicaError(.damaged, ["file": ReplicaFile.state.name])
        guard let json = try? JSON(canonical: bytes), json["v"]?.integer == 1,
            let text = json["manifests"]?.string, let manifests = try? ManifestState(bytes: Array(text.utf8)),
            let content = json["content"]?.integer.flatMap({ UInt64(exactly: $0) }), let erased = json["erased"]?.array
        else { throw damaged }
        self.manifests = manifests
        contentSequence = content
        if manifests.chain.isFull {
            guard let texts = json["frontier"]?.array?.map({ $0.string }) else { throw damaged }
            let hashes = texts.compactMap { $0.flatMap { MerkleHash(base64: $0) } }
            guard hashes.count == texts.count, let frontier = TreeFrontier(size: manifests.to, hashes: hashes) else {
                throw damaged
            }
            self.frontier = frontier
        }
        unproven = []
        for entry in erased {
            guard let index = entry["index"]?.integer.flatMap({ UInt64(exactly: $0) }),
                let since = entry["since"]?.string.flatMap({ Instant($0) })
            else { throw damaged }
            unproven.append(Unproven(index: index, since: since))
        }
    }

    public var bytes: [UInt8] {
        var object: JSON.Object = [
            "content": JSON(exactly: contentSequence) ?? .null,
            "erased": .array(
                unproven.map {
                    ["index": JSON(exactly: $0.index) ?? .null, "since": .string($0.since.description)]
                }),
            "manifests": .string(String(decoding: manifests.bytes, as: UTF8.self)), "v": 1,
        ]
        if let frontier { object["frontier"] = .array(frontier.hashes.map { .string($0.base64) }) }
        return JSON.object(object).canonicalBytes
    }
}
