/// A JSON value as kho signs and hashes it: whole numbers only, keys in ASCII, strings exactly as received.
///
/// Two values are equal when their canonical bytes are equal. Swift's own `String ==` takes the composed and the
/// decomposed spelling of `ế` for the same text; here they differ, since their digests differ.
///
/// For example:
///
///     let leaf: JSON = ["type": "record", "v": 1]
///     leaf.text                    // {"type":"record","v":1}
///     leaf["v"]?.integer           // 1
///
/// Source: RFC 8785 (JSON Canonicalization Scheme), narrowed as docs/design.md says.
public enum JSON: Sendable {
    case null
    case bool(Bool)
    /// A whole number of a magnitude below 2^53 (`JSON.integerRange`); `JSON(exactly:)` makes one from any number.
    case integer(Int64)
    /// Unicode text, never normalised.
    case string(String)
    case array([JSON])
    case object(Object)

    /// The numbers that every JSON reader, also one that knows only IEEE 754 doubles, reads back exactly
    /// (RFC 8259, section 6).
    public static let integerRange: ClosedRange<Int64> = -9_007_199_254_740_991...9_007_199_254_740_991
}

extension JSON: Hashable {
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.string(let one), .string(let other)): one.hasSameBytes(as: other)
        case (.array(let one), .array(let other)): one == other
        case (.object(let one), .object(let other)): one == other
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .integer(let value): hasher.combine(value)
        case .string(let value): value.hashBytes(into: &hasher)
        case .array(let values): hasher.combine(values)
        case .object(let object): hasher.combine(object)
        }
    }
}
