import CanonicalJSON
public import PKI

/// What a vault tells a receiver of a range of its log (design.md section 6): canonical JSON, sealed beside.
///
///     {"audience":"all","checkpoint":"…","entries":[{"commitment":"sha256:…","index":0}],"from":0,
///      "previous":"sha256:…","scope":"all","scopeVersion":1,"sequence":2,"to":1,"v":1,"vault":"…","withheld":[]}
///
/// It never changes; what it names may be erased later without touching it. Vectors: docs/vectors/manifest.json.
public struct Manifest: Hashable, Sendable {
    /// One record: its place in the log and what the log says of it.
    public struct Entry: Hashable, Sendable {
        public let index: UInt64
        public let commitment: Digest

        public init(index: UInt64, commitment: Digest) {
            self.index = index
            self.commitment = commitment
        }
    }

    /// The exact bytes that are sealed.
    public let bytes: [UInt8]
    /// The vault's id.
    public let vault: String
    public let chain: ManifestChain
    /// From 1.
    public let sequence: UInt64
    /// The digest of the manifest before; nil for the first.
    public let previous: Digest?
    /// The range of log indices that it covers: `from` up to and without `to`.
    public let from: UInt64
    public let to: UInt64
    /// The log's signed checkpoint, whose tree holds the whole range.
    public let checkpoint: [UInt8]
    /// The records whose bodies a receiver gets, in order.
    public let entries: [Entry]
    /// The other indices of the range: pending, erased, or no document.
    public let withheld: [UInt64]

    /// About 6 MB of JSON, a third of what the reader takes.
    public static let maximumEntries: UInt64 = 50_000

    public var digest: Digest { .sha256(of: bytes) }

    /// - Throws: `MANIFEST_MALFORMED` where the parts do not fit together.
    public init(
        vault: String, chain: ManifestChain, sequence: UInt64, previous: Digest?, from: UInt64, to: UInt64,
        checkpoint: [UInt8], entries: [Entry], withheld: [UInt64]
    ) throws(ManifestError) {
        guard let text = String(validating: checkpoint, as: UTF8.self) else {
            throw ManifestError(.malformed, ["field": "checkpoint"])
        }
        var object: JSON.Object = [
            "audience": .string(chain.audience), "checkpoint": .string(text), "scope": .string(chain.scope),
            "scopeVersion": .integer(Int64(chain.scopeVersion)), "v": 1, "vault": .string(vault),
        ]
        object["previous"] = previous.map { .string($0.description) }
        for (name, number) in [("from", from), ("sequence", sequence), ("to", to)] {
            object[name] = try Self.number(number, name)
        }
        var list: [JSON] = []
        for entry in entries {
            list.append([
                "commitment": .string(entry.commitment.description), "index": try Self.number(entry.index, "entries"),
            ])
        }
        object["entries"] = .array(list)
        var names: [JSON] = []
        for index in withheld { names.append(try Self.number(index, "withheld")) }
        object["withheld"] = .array(names)
        try self.init(bytes: JSON.object(object).canonicalBytes)
    }

    private static func number(_ number: UInt64, _ field: String) throws(ManifestError) -> JSON {
        guard let json = JSON(exactly: number) else { throw ManifestError(.malformed, ["field": field]) }
        return json
    }

    /// Reads a manifest; this says nothing of who sealed it.
    /// - Throws: `MANIFEST_MALFORMED` with the field, `MANIFEST_NOT_CANONICAL`.
    public init(bytes: [UInt8]) throws(ManifestError) {
        let reader = try ManifestReader(bytes)
        vault = try reader.vault()
        chain = try reader.chain()
        sequence = try reader.number("sequence")
        previous = try reader.optionalDigest("previous")
        from = try reader.number("from")
        to = try reader.number("to")
        checkpoint = try reader.checkpoint().note
        entries = try reader.entries()
        withheld = try reader.numbers("withheld")
        self.bytes = bytes
        let names = [
            "audience", "checkpoint", "entries", "from", "previous", "scope", "scopeVersion", "sequence", "to", "v",
            "vault", "withheld",
        ]
        try reader.holdsOnly(names)
        try checkRange(size: try reader.checkpoint().size)
    }

    private func checkRange(size: UInt64) throws(ManifestError) {
        func malformed(_ field: String) -> ManifestError { ManifestError(.malformed, ["field": field]) }
        guard sequence >= 1 else { throw malformed("sequence") }
        guard (sequence == 1) == (previous == nil) else { throw malformed("previous") }
        guard from < to, to - from <= Self.maximumEntries else { throw malformed("to") }
        guard to <= size else { throw malformed("checkpoint") }
        let indices = entries.map(\.index)
        guard Self.ascends(indices, in: from..<to) else { throw malformed("entries") }
        guard Self.ascends(withheld, in: from..<to), Set(indices).isDisjoint(with: withheld) else {
            throw malformed("withheld")
        }
        // With the two lists disjoint and inside the range, all are named when there are as many as the range is long.
        guard !chain.isFull || UInt64(indices.count + withheld.count) == to - from else { throw malformed("entries") }
    }

    private static func ascends(_ indices: [UInt64], in range: Range<UInt64>) -> Bool {
        indices.allSatisfy(range.contains) && zip(indices, indices.dropFirst()).allSatisfy { $0 < $1 }
    }

    public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(bytes) }
}
