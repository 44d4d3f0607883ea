/// A font with the glyphs of one text alone, numbered anew: what a PDF file embeds (ISO 32000-2 clause 9.9).
///
/// Instructions are left out: they belong to the programs of the whole font, and no viewer needs them.
struct TrueTypeSubset {
    /// Which glyph, in the new numbers, stands for a character.
    private(set) var glyphs: [Unicode.Scalar: Int] = [:]
    /// Of each glyph, in font units.
    private(set) var advances: [Int] = []
    /// The font file.
    private(set) var file: [UInt8] = []
    /// Glyphs by their old numbers, in the order of the new ones.
    private var order: [Int] = []
    private var numbers: [Int: Int] = [:]

    /// Glyphs that one stamp uses: a few sentences, and the parts that letters are made of.
    private static let maximumGlyphs = 2000

    /// - Throws: `FontError`: `.missing` for the first character without a glyph.
    init(_ font: TrueTypeFont, of text: some Sequence<Unicode.Scalar>) throws(FontError) {
        _ = try add(0)
        for scalar in text where glyphs[scalar] == nil {
            guard let glyph = try font.glyph(scalar) else { throw .missing(scalar) }
            glyphs[scalar] = try add(glyph)
        }
        var outlines: [UInt8] = []
        var locations: [UInt8] = Self.bytes(0, 4)
        var metrics: [UInt8] = []
        var place = 0
        // Parts of composite glyphs are added at the end as they are met.
        while place < order.count {
            let old = order[place]
            outlines += try outline(try font.outline(old))
            while outlines.count % 4 != 0 { outlines.append(0) }
            locations += Self.bytes(outlines.count, 4)
            let advance = try font.advance(old)
            advances.append(advance)
            metrics += Self.bytes(advance, 2) + Self.bytes(try font.bearing(old), 2)
            place += 1
        }
        file = Self.file([
            "glyf": outlines, "loca": locations, "hmtx": metrics,
            "head": Self.changed(font.head, [(8, 4, 0), (50, 2, 1)]),
            "hhea": Self.changed(font.hhea, [(34, 2, order.count)]),
            "maxp": Self.changed(font.maxp, [(4, 2, order.count), (26, 2, 0)]),
        ])
    }

    private mutating func add(_ glyph: Int) throws(FontError) -> Int {
        if let known = numbers[glyph] { return known }
        guard order.count < Self.maximumGlyphs else { throw .unreadable }
        numbers[glyph] = order.count
        order.append(glyph)
        return order.count - 1
    }

    /// A glyph's description without its instructions, its parts by their new numbers (clause 5.3.3).
    private mutating func outline(_ old: [UInt8]) throws(FontError) -> [UInt8] {
        guard !old.isEmpty else { return [] }
        let contours = try old.signed16(0)
        guard contours < 0 else {
            let end = 10 + 2 * contours
            let instructions = try old.unsigned16(end)
            guard end + 2 + instructions <= old.count else { throw .unreadable }
            return Array(old[..<end]) + [0, 0] + Array(old[(end + 2 + instructions)...])
        }
        var new = Array(old.prefix(10))
        var place = 10
        while true {
            let flags = try old.unsigned16(place)
            let part = try add(try old.unsigned16(place + 2))
            // Arguments of one or two bytes; then a scale of one, two or four numbers.
            let scale = flags & 0x08 != 0 ? 2 : flags & 0x40 != 0 ? 4 : flags & 0x80 != 0 ? 8 : 0
            let rest = place + 4..<place + 4 + (flags & 0x01 != 0 ? 4 : 2) + scale
            guard rest.upperBound <= old.count else { throw .unreadable }
            // Without "instructions follow".
            new += Self.bytes(flags & ~0x0100, 2) + Self.bytes(part, 2) + Array(old[rest])
            place = rest.upperBound
            if flags & 0x20 == 0 { return new }
        }
    }

    // MARK: Writing

    private static func bytes(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static func changed(_ table: [UInt8], _ fields: [(place: Int, width: Int, value: Int)]) -> [UInt8] {
        fields.reduce(into: table) { table, field in
            table.replaceSubrange(field.place..<field.place + field.width, with: bytes(field.value, field.width))
        }
    }

    /// The tables as a file (clause 4.3), with their checksums.
    private static func file(_ tables: [String: [UInt8]]) -> [UInt8] {
        let power = tables.count.bitWidth - 1 - tables.count.leadingZeroBitCount
        let range = 16 << power
        var directory = [0, 1, 0, 0] + bytes(tables.count, 2) + bytes(range, 2) + bytes(power, 2)
        directory += bytes(16 * tables.count - range, 2)
        var body: [UInt8] = []
        let start = 12 + 16 * tables.count
        for (name, table) in tables.sorted(by: { $0.key < $1.key }) {
            directory += Array(name.utf8) + bytes(checksum(table), 4) + bytes(start + body.count, 4)
            directory += bytes(table.count, 4)
            body += table
            while body.count % 4 != 0 { body.append(0) }
        }
        return directory + body
    }

    private static func checksum(_ table: [UInt8]) -> Int {
        var sum: UInt32 = 0
        for start in stride(from: 0, to: table.count, by: 4) {
            var word: UInt32 = 0
            for place in start..<start + 4 { word = word << 8 | (place < table.count ? UInt32(table[place]) : 0) }
            sum &+= word
        }
        return Int(sum)
    }
}
