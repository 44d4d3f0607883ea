import CanonicalJSON
public import PKI

/// One entry of the transparency log: `{"commitment":"sha256:…","time":"…","type":"record","v":1}`, canonical JSON.
public struct LogLeaf: Hashable, Sendable {
    /// The exact bytes that the log holds; nothing is ever serialised again.
    public let bytes: [UInt8]
    public let commitment: Digest
    public let type: LeafType
    /// Given by the sequencer, strictly increasing over the log.
    public let time: Instant

    public init(commitment: Digest, type: LeafType = .record, time: Instant) {
        self.commitment = commitment
        self.type = type
        self.time = time
        let json: JSON = [
            "commitment": .string(commitment.description), "time": .string(time.textWithMicroseconds),
            "type": .string(type.rawValue), "v": 1,
        ]
        bytes = json.canonicalBytes
    }

    /// Reads a leaf; unknown fields are ignored, bytes that are not canonical are refused.
    /// - Throws: `LEAF_MALFORMED`.
    public init(bytes: [UInt8]) throws(VaultError) {
        guard let json = try? JSON(canonical: bytes), json["v"]?.integer == 1,
            let commitment = json["commitment"]?.string.flatMap(Digest.init), commitment.algorithm == .sha256,
            let type = json["type"]?.string.flatMap(LeafType.init(rawValue:)),
            let text = json["time"]?.string, let time = Instant(text), time.textWithMicroseconds == text
        else { throw VaultError(.leafMalformed) }
        self.bytes = bytes
        self.commitment = commitment
        self.type = type
        self.time = time
    }
}
