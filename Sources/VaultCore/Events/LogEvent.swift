public import CanonicalJSON
import PKI

/// That the log has an entry: what its leaf says and its index, and nothing of whom it is about.
///
///     {"commitment":"sha256:…","index":42,"time":"2026-11-25T01:02:03.000004Z","type":"record"}
public struct LogEvent: Hashable, Sendable {
    public let index: UInt64
    public let leaf: LogLeaf

    public init(index: UInt64, leaf: LogLeaf) {
        self.index = index
        self.leaf = leaf
    }

    public var json: JSON {
        [
            "commitment": .string(leaf.commitment.description), "index": .integer(Int64(clamping: index)),
            "time": .string(leaf.time.textWithMicroseconds), "type": .string(leaf.type.rawValue),
        ]
    }
}
