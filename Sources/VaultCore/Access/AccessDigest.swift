public import CanonicalJSON
public import PKI

/// What the log says of the journal of accesses: how far it had come when an interval ended, also where nothing happened.
///
///     {"count":2,"first":17,"from":"…","head":"sha256:…","kind":"access-digest","to":"…","v":1}
public struct AccessDigest: Hashable, Sendable {
    /// The interval: from this moment on, and before the other.
    public let from: Instant
    public let to: Instant
    /// The sequence number of the first entry of the interval; of the next one where it is empty.
    public let first: UInt64
    public let count: UInt64
    /// The chain behind the interval's last entry.
    public let head: Digest

    /// Field `kind` of such a record.
    static let kind = "access-digest"

    public init(from: Instant, to: Instant, first: UInt64, count: UInt64, head: Digest) {
        self.from = from
        self.to = to
        self.first = first
        self.count = count
        self.head = head
    }

    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func missing(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        func time(_ field: String) throws(VaultError) -> Instant {
            guard let text = json[field]?.string, let time = Instant(text), time.textWithMicroseconds == text else {
                throw missing(field)
            }
            return time
        }
        func number(_ field: String) throws(VaultError) -> UInt64 {
            guard let number = json[field]?.integer.flatMap({ UInt64(exactly: $0) }) else { throw missing(field) }
            return number
        }
        from = try time("from")
        to = try time("to")
        guard from < to else { throw missing("to") }
        first = try number("first")
        guard first >= 1 else { throw missing("first") }
        count = try number("count")
        guard let head = json["head"]?.string.flatMap(Digest.init), head.algorithm == .sha256 else {
            throw missing("head")
        }
        self.head = head
    }

    public var json: JSON {
        [
            "count": .integer(Int64(count)), "first": .integer(Int64(first)),
            "from": .string(from.textWithMicroseconds), "head": .string(head.description),
            "kind": .string(Self.kind), "to": .string(to.textWithMicroseconds), "v": 1,
        ]
    }
}
