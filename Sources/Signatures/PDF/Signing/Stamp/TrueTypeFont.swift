/// A font with TrueType outlines, as far as a stamp needs it.
struct TrueTypeFont {
    let unitsPerEm: Int
    /// In font units: above and below the base line, and the box around all glyphs.
    let ascent: Int
    let descent: Int
    let box: [Int]
    let glyphCount: Int
    let name: String
    let head: [UInt8]
    let hhea: [UInt8]
    let maxp: [UInt8]
    private let metrics: [UInt8]
    private let metricCount: Int
    private let locations: [UInt8]
    private let hasLongLocations: Bool
    private let outlines: [UInt8]
    private let characters: TrueTypeCharacterMap

    /// - Throws: `FontError`.
    init(_ bytes: [UInt8]) throws(FontError) {
        let tables = try TrueTypeTables(bytes)
        guard let head = tables.table("head"), let hhea = tables.table("hhea"), let maxp = tables.table("maxp"),
            let metrics = tables.table("hmtx"), let locations = tables.table("loca"),
            let outlines = tables.table("glyf"), let map = tables.table("cmap"), head.count >= 54, hhea.count >= 36,
            maxp.count >= 32
        else { throw .unreadable }
        if let rights = tables.table("OS/2"), rights.count >= 10, try rights.unsigned16(8) & 0x000f == 2 {
            throw .embeddingForbidden
        }
        unitsPerEm = try head.unsigned16(18)
        guard (16...16384).contains(unitsPerEm) else { throw .unreadable }
        ascent = try hhea.signed16(4)
        descent = try hhea.signed16(6)
        box = [try head.signed16(36), try head.signed16(38), try head.signed16(40), try head.signed16(42)]
        glyphCount = try maxp.unsigned16(4)
        metricCount = try hhea.unsigned16(34)
        guard metricCount > 0, metricCount <= glyphCount, metrics.count >= 4 * metricCount else { throw .unreadable }
        hasLongLocations = try head.unsigned16(50) == 1
        name = TrueTypeName.postScript(tables.table("name") ?? [])
        characters = try TrueTypeCharacterMap(map)
        (self.head, self.hhea, self.maxp) = (head, hhea, maxp)
        (self.metrics, self.locations, self.outlines) = (metrics, locations, outlines)
    }

    /// The glyph of a character; nil where the font has none.
    func glyph(_ scalar: Unicode.Scalar) throws(FontError) -> Int? {
        let glyph = try characters.glyph(scalar)
        return glyph > 0 && glyph < glyphCount ? glyph : nil
    }

    /// How far a glyph moves the pen, in font units.
    func advance(_ glyph: Int) throws(FontError) -> Int {
        try metrics.unsigned16(4 * min(glyph, metricCount - 1))
    }

    /// The space before the outline, in font units.
    func bearing(_ glyph: Int) throws(FontError) -> Int {
        glyph < metricCount
            ? try metrics.signed16(4 * glyph + 2)
            : try metrics.signed16(4 * metricCount + 2 * (glyph - metricCount))
    }

    /// The outline's description (clause 5.3.3); empty for a glyph that shows nothing.
    func outline(_ glyph: Int) throws(FontError) -> [UInt8] {
        let start = try place(glyph)
        let end = try place(glyph + 1)
        guard start <= end, end <= outlines.count else { throw .unreadable }
        return Array(outlines[start..<end])
    }

    private func place(_ glyph: Int) throws(FontError) -> Int {
        hasLongLocations ? try locations.unsigned32(4 * glyph) : 2 * (try locations.unsigned16(2 * glyph))
    }
}
