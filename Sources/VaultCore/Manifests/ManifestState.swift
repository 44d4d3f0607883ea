import CanonicalJSON
import PKI

/// How far a receiver has followed a chain of manifests; kept between sessions.
///
///     {"audience":"all","checkpoint":"…","manifest":"sha256:…","scope":"all","scopeVersion":1,"sequence":2,"to":1,
///      "v":1,"vault":"…"}
public struct ManifestState: Hashable, Sendable {
    public let vault: String
    public let chain: ManifestChain
    /// The last manifest that was accepted; nil where only a head was.
    public let last: ManifestHead.Last?
    /// Where its range ended; 0 where there was none.
    public let to: UInt64
    /// The newest checkpoint that was accepted, from a manifest or a head.
    public let checkpoint: [UInt8]

    public init(vault: String, chain: ManifestChain, last: ManifestHead.Last?, to: UInt64, checkpoint: [UInt8]) {
        self.vault = vault
        self.chain = chain
        self.last = last
        self.to = to
        self.checkpoint = checkpoint
    }

    /// - Throws: `MANIFEST_MALFORMED`, `MANIFEST_NOT_CANONICAL`.
    public init(bytes: [UInt8]) throws(ManifestError) {
        let reader = try ManifestReader(bytes)
        vault = try reader.vault()
        chain = try reader.chain()
        to = try reader.number("to")
        checkpoint = try reader.checkpoint().note
        let sequence = try reader.optionalNumber("sequence")
        let digest = try reader.optionalDigest("manifest")
        guard (sequence == nil) == (digest == nil) else { throw ManifestError(.malformed, ["field": "sequence"]) }
        last = sequence.flatMap { sequence in digest.map { .init(sequence: sequence, digest: $0) } }
    }

    public var bytes: [UInt8] {
        var object: JSON.Object = [
            "audience": .string(chain.audience), "checkpoint": .string(String(decoding: checkpoint, as: UTF8.self)),
            "scope": .string(chain.scope), "scopeVersion": .integer(Int64(chain.scopeVersion)),
            "to": JSON(exactly: to) ?? .null, "v": 1, "vault": .string(vault),
        ]
        if let last {
            object["manifest"] = .string(last.digest.description)
            object["sequence"] = JSON(exactly: last.sequence) ?? .null
        }
        return JSON.object(object).canonicalBytes
    }
}
