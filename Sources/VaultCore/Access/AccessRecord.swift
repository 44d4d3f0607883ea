import CanonicalJSON
public import PKI

/// An entry of the journal of accesses, with its place and its time.
public struct AccessRecord: Hashable, Sendable {
    /// From 1, without a gap.
    public let sequence: UInt64
    /// Given by the journal, strictly increasing over it.
    public let time: Instant
    public let entry: AccessEntry
    /// Canonical JSON, exactly as kept.
    public let bytes: [UInt8]

    public init(sequence: UInt64, time: Instant, entry: AccessEntry) {
        self.sequence = sequence
        self.time = time
        self.entry = entry
        var object = entry.json
        object["seq"] = .integer(Int64(sequence))
        object["time"] = .string(time.textWithMicroseconds)
        object["v"] = 1
        bytes = JSON.object(object).canonicalBytes
    }

    /// - Throws: `PART_MALFORMED`, also for bytes that `init(sequence:time:entry:)` would not make.
    public init(bytes: [UInt8]) throws(VaultError) {
        guard let json = try? JSON(canonical: bytes), json["v"]?.integer == 1,
            let sequence = json["seq"]?.integer.flatMap({ UInt64(exactly: $0) }),
            let text = json["time"]?.string, let time = Instant(text), let entry = AccessEntry(json)
        else { throw VaultError(.partMalformed, ["part": "access"]) }
        self.init(sequence: sequence, time: time, entry: entry)
        guard self.bytes == bytes else { throw VaultError(.partMalformed, ["part": "access"]) }
    }
}
