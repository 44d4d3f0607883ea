import CanonicalJSON
public import PKI
public import TransparencyLog
public import VaultCore

/// How far a replica has come: `state.json`, written last in each step. What it does not name was not accepted.
///
///     {"content":0,"erased":[{"index":3,"since":"…"}],"frontier":["…"],"manifests":"<ManifestState>",
///      "named":[{"digest":"sha256:…","sequence":4}],"v":1,"withheld":[{"files":2,"sequence":1}]}
public struct ReplicaState: Hashable, Sendable {
    /// An entry whose body is said to be erased, of which no erasure told yet.
    public struct Unproven: Hashable, Sendable {
        public let index: UInt64
        /// When that was heard first.
        public let since: Instant
    }

    /// A manifest of whose documents some files were not given: they are asked for again.
    public struct Withheld: Hashable, Sendable {
        public let sequence: UInt64
        public let files: Int
    }

    /// The chain, as the receiver's rules go by it.
    public var manifests: ManifestState
    /// The log's tree over the indices that were accepted, `manifests.to` leaves; of a chain of the full scope alone.
    public var frontier: TreeFrontier?
    public var unproven: [Unproven]
    /// Up to which manifest documents' files were asked for; 0 where they are not.
    public var contentSequence: UInt64
    /// Those of them that are not whole, by their sequence.
    public var withheld: [Withheld]
    /// What heads that were accepted named as the chain's last, by its sequence, for manifests that are not here yet.
    public var named: [ManifestHead.Last]

    public init(
        manifests: ManifestState, frontier: TreeFrontier?, unproven: [Unproven] = [], contentSequence: UInt64 = 0,
        withheld: [Withheld] = [], named: [ManifestHead.Last] = []
    ) {
        self.manifests = manifests
        self.frontier = frontier
        self.unproven = unproven
        self.contentSequence = contentSequence
        self.withheld = withheld
        self.named = named
    }

    /// How many files of documents were asked for and not given.
    public var withheldFiles: Int { withheld.reduce(0) { $0 + $1.files } }

    /// What a receiver's checkpoint says by itself: the log's own signature stands for it, and for nothing else here.
    var checkpointOnly: ReplicaState {
        ReplicaState(
            manifests: ManifestState(
                vault: manifests.vault, chain: manifests.chain, last: nil, to: 0, checkpoint: manifests.checkpoint),
            frontier: manifests.chain.isFull ? TreeFrontier() : nil)
    }

    /// Remembers what an accepted head named, until its manifest is here.
    mutating func remember(_ last: ManifestHead.Last?) {
        named.removeAll { $0.sequence <= manifests.last?.sequence ?? 0 }
        guard let last, last.sequence > manifests.last?.sequence ?? 0, !named.contains(last) else { return }
        // The first that were told stay, and the newest: nobody makes a replica forget what it heard before.
        if named.count >= ReplicaLimits.named { named.removeLast() }
        named.append(last)
    }

    /// Sets how many files of a manifest's documents are not here.
    mutating func setWithheld(_ files: Int, of sequence: UInt64) {
        // Sorted, and long at times.
        var places = 0..<withheld.count
        while !places.isEmpty {
            let middle = places.lowerBound + places.count / 2
            places =
                withheld[middle].sequence < sequence
                ? (middle + 1)..<places.upperBound : places.lowerBound..<middle
        }
        let place = places.lowerBound
        if place < withheld.count, withheld[place].sequence == sequence { withheld.remove(at: place) }
        if files > 0 { withheld.insert(Withheld(sequence: sequence, files: files), at: place) }
    }

    /// - Throws: `REPLICA_DAMAGED`.
    public init(bytes: [UInt8]) throws(ReplicaError) {
        let damaged = ReplicaError(.damaged, ["file": ReplicaFile.state.name])
        guard let json = try? JSON(canonical: bytes), json["v"]?.integer == 1,
            let text = json["manifests"]?.string, let manifests = try? ManifestState(bytes: Array(text.utf8)),
            let content = json["content"]?.integer.flatMap({ UInt64(exactly: $0) }),
            let erased = json["erased"]?.array, let names = json["named"]?.array, let holes = json["withheld"]?.array
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
        named = []
        for entry in names {
            guard let sequence = entry["sequence"]?.integer.flatMap({ UInt64(exactly: $0) }),
                let digest = entry["digest"]?.string.flatMap({ Digest($0) })
            else { throw damaged }
            named.append(.init(sequence: sequence, digest: digest))
        }
        withheld = []
        for entry in holes {
            guard let sequence = entry["sequence"]?.integer.flatMap({ UInt64(exactly: $0) }),
                let files = entry["files"]?.integer.flatMap({ Int(exactly: $0) }), files > 0,
                sequence > withheld.last?.sequence ?? 0
            else { throw damaged }
            withheld.append(Withheld(sequence: sequence, files: files))
        }
    }

    public var bytes: [UInt8] {
        var object: JSON.Object = [
            "content": JSON(exactly: contentSequence) ?? .null,
            "erased": .array(
                unproven.map {
                    ["index": JSON(exactly: $0.index) ?? .null, "since": .string($0.since.description)]
                }),
            "manifests": .string(String(decoding: manifests.bytes, as: UTF8.self)),
            "named": .array(
                named.map {
                    ["digest": .string($0.digest.description), "sequence": JSON(exactly: $0.sequence) ?? .null]
                }), "v": 1,
            "withheld": .array(
                withheld.map {
                    ["files": .integer(Int64($0.files)), "sequence": JSON(exactly: $0.sequence) ?? .null]
                }),
        ]
        if let frontier { object["frontier"] = .array(frontier.hashes.map { .string($0.base64) }) }
        return JSON.object(object).canonicalBytes
    }
}
