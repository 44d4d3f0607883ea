/// The tables of a font file (ISO/IEC 14496-22 clause 4.3): numbers are big-endian, and every read is within bounds.
struct TrueTypeTables {
    private let bytes: [UInt8]
    private let places: [String: Range<Int>]

    /// Tables of a font: real ones have under thirty.
    private static let maximumTables = 64

    /// - Throws: `FontError.unreadable` for anything but one font with TrueType outlines.
    init(_ bytes: [UInt8]) throws(FontError) {
        let version = Array(bytes.prefix(4))
        guard bytes.count >= 12, version == [0, 1, 0, 0] || version == Array("true".utf8) else { throw .unreadable }
        let count = Int(bytes[4]) << 8 | Int(bytes[5])
        guard count <= Self.maximumTables, bytes.count >= 12 + 16 * count else { throw .unreadable }
        var places: [String: Range<Int>] = [:]
        for index in 0..<count {
            let entry = 12 + 16 * index
            func number(_ at: Int) -> Int { bytes[entry + at..<entry + at + 4].reduce(0) { $0 << 8 | Int($1) } }
            let (offset, length) = (number(8), number(12))
            guard offset + length <= bytes.count else { throw .unreadable }
            places[String(decoding: bytes[entry..<entry + 4], as: UTF8.self)] = offset..<offset + length
        }
        self.bytes = bytes
        self.places = places
    }

    /// A whole table; nil where the font has none.
    func table(_ name: String) -> [UInt8]? { places[name].map { Array(bytes[$0]) } }
}

extension [UInt8] {
    /// A big-endian number of two bytes.
    func unsigned16(_ place: Int) throws(FontError) -> Int {
        guard place >= 0, place + 2 <= count else { throw .unreadable }
        return Int(self[place]) << 8 | Int(self[place + 1])
    }

    func signed16(_ place: Int) throws(FontError) -> Int {
        Int(Int16(truncatingIfNeeded: try unsigned16(place)))
    }

    func unsigned32(_ place: Int) throws(FontError) -> Int {
        try unsigned16(place) << 16 | (try unsigned16(place + 2))
    }
}
