/// Reads the little-endian fields of a ZIP structure, never beyond its end.
struct ZipFieldReader {
    private let source: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8]) {
        source = bytes
        position = 0
    }

    var isAtEnd: Bool { position == source.count }

    mutating func bytes(_ count: Int) throws(ZipError) -> ArraySlice<UInt8> {
        guard count <= source.count - position else { throw ZipError(.malformed, "truncated") }
        defer { position += count }
        return source[position..<(position + count)]
    }

    private mutating func number(_ count: Int) throws(ZipError) -> UInt64 {
        try bytes(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func uint16() throws(ZipError) -> UInt16 { UInt16(truncatingIfNeeded: try number(2)) }
    mutating func uint32() throws(ZipError) -> UInt32 { UInt32(truncatingIfNeeded: try number(4)) }

    /// A 64-bit number that must be one of Swift's.
    mutating func int64() throws(ZipError) -> Int {
        guard let value = Int(exactly: try number(8)) else { throw ZipError(.malformed, "a number over 2^63") }
        return value
    }
}
