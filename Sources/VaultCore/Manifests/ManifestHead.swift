import CanonicalJSON
public import PKI

/// The newest state of a chain of manifests, sealed again every few minutes: `head.json` (design.md section 6).
///
///     {"audience":"all","checkpoint":"…","freshUntil":"…","madeAt":"…","manifest":"sha256:…","scope":"all",
///      "scopeVersion":1,"sequence":2,"v":1,"vault":"…"}
///
/// Freshness lives here alone; manifests carry none. Without any manifest yet, `manifest` and `sequence` are absent.
public struct ManifestHead: Hashable, Sendable {
    /// The last manifest of the chain.
    public struct Last: Hashable, Sendable {
        public let sequence: UInt64
        public let digest: Digest

        public init(sequence: UInt64, digest: Digest) {
            self.sequence = sequence
            self.digest = digest
        }
    }

    /// The exact bytes that are sealed.
    public let bytes: [UInt8]
    public let vault: String
    public let chain: ManifestChain
    public let checkpoint: [UInt8]
    public let last: Last?
    public let madeAt: Instant
    public let freshUntil: Instant

    /// How long a head may count: a receiver that is kept from newer ones knows it after five minutes.
    public static let maximumAge: Int64 = 300

    /// - Throws: `MANIFEST_MALFORMED` where the parts do not fit together.
    public init(
        vault: String, chain: ManifestChain, checkpoint: [UInt8], last: Last?, madeAt: Instant,
        lifetime: Int64 = maximumAge
    ) throws(ManifestError) {
        guard let text = String(validating: checkpoint, as: UTF8.self) else {
            throw ManifestError(.malformed, ["field": "checkpoint"])
        }
        var object: JSON.Object = [
            "audience": .string(chain.audience), "checkpoint": .string(text),
            "freshUntil": .string(madeAt.adding(seconds: lifetime).description),
            "madeAt": .string(madeAt.description), "scope": .string(chain.scope),
            "scopeVersion": .integer(Int64(chain.scopeVersion)), "v": 1, "vault": .string(vault),
        ]
        if let last {
            guard let sequence = JSON(exactly: last.sequence) else {
                throw ManifestError(.malformed, ["field": "sequence"])
            }
            object["manifest"] = .string(last.digest.description)
            object["sequence"] = sequence
        }
        try self.init(bytes: JSON.object(object).canonicalBytes)
    }

    /// Reads a head; this says nothing of who sealed it.
    /// - Throws: `MANIFEST_MALFORMED` with the field, `MANIFEST_NOT_CANONICAL`.
    public init(bytes: [UInt8]) throws(ManifestError) {
        let reader = try ManifestReader(bytes)
        vault = try reader.vault()
        chain = try reader.chain()
        checkpoint = try reader.checkpoint().note
        madeAt = try reader.time("madeAt")
        freshUntil = try reader.time("freshUntil")
        let sequence = try reader.optionalNumber("sequence")
        let digest = try reader.optionalDigest("manifest")
        guard (sequence == nil) == (digest == nil), sequence ?? 1 >= 1 else {
            throw ManifestError(.malformed, ["field": "sequence"])
        }
        last = sequence.flatMap { sequence in digest.map { Last(sequence: sequence, digest: $0) } }
        self.bytes = bytes
        try reader.holdsOnly([
            "audience", "checkpoint", "freshUntil", "madeAt", "manifest", "scope", "scopeVersion", "sequence", "v",
            "vault",
        ])
        guard madeAt < freshUntil, freshUntil <= madeAt.adding(seconds: Self.maximumAge) else {
            throw ManifestError(.malformed, ["field": "freshUntil"])
        }
    }

    public static func == (left: Self, right: Self) -> Bool { left.bytes == right.bytes }

    public func hash(into hasher: inout Swift.Hasher) { hasher.combine(bytes) }
}
