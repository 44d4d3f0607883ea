import PKI

/// The font of a stamp as PDF objects: a composite font over a subset (ISO 32000-2 clause 9.7), with the way back from
/// glyphs to characters, so that the text can be searched and read aloud.
struct PDFStampFont {
    private let font: TrueTypeFont
    private let subset: TrueTypeSubset
    private let widths: [Double]

    init(_ font: TrueTypeFont, text: some Sequence<Unicode.Scalar>) throws(FontError) {
        self.font = font
        // A space stands where a line is put together again.
        subset = try TrueTypeSubset(font, of: [" "] + Array(text))
        widths = subset.advances.map { Double($0) * 1000 / Double(font.unitsPerEm) }
    }

    /// In thousandths of the font size.
    func width(of line: [Unicode.Scalar]) -> Double {
        line.reduce(0) { $0 + widths[subset.glyphs[$1] ?? 0] }
    }

    /// A line as the operand of `Tj`.
    func codes(of line: [Unicode.Scalar]) -> PDFValue {
        .string(line.flatMap { Self.twoBytes(subset.glyphs[$0] ?? 0) })
    }

    private static func twoBytes(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xff)] }

    /// Six letters before the name tell a subset (clause 9.9.2); made from the file, the same letters each time.
    private var name: PDFName {
        let letters = Digest.sha256(of: subset.file).bytes.prefix(6).map { UInt8(ascii: "A") + $0 % 26 }
        return PDFName(letters + Array("+\(font.name)".utf8))
    }

    private func scaled(_ units: Int) -> PDFValue { .integer(units * 1000 / font.unitsPerEm) }

    /// Puts its objects into an update.
    /// - Returns: the font's own object.
    func add(
        to amendment: inout PDFAmendment, streams: inout [(reference: PDFReference, bytes: [UInt8])]
    ) -> PDFReference {
        let file = amendment.reserve()
        streams.append(
            (file, PDFWriter.stream(PDFDictionary(["Length1": .integer(subset.file.count)]), subset.file)))
        let unicode = amendment.reserve()
        streams.append((unicode, PDFWriter.stream(PDFDictionary(), Array(characterMap.utf8))))
        let descriptor = amendment.add(
            PDFDictionary([
                "Type": .name("FontDescriptor"), "FontName": .name(name), "Flags": .integer(Self.symbolic),
                "FontBBox": .array(font.box.map(scaled)), "ItalicAngle": .integer(0), "Ascent": scaled(font.ascent),
                "Descent": scaled(font.descent), "CapHeight": scaled(font.ascent), "StemV": .integer(80),
                "FontFile2": .reference(file),
            ]))
        let system = PDFDictionary([
            "Registry": .string(Array("Adobe".utf8)), "Ordering": .string(Array("Identity".utf8)),
            "Supplement": .integer(0),
        ])
        let descendant = amendment.add(
            PDFDictionary([
                "Type": .name("Font"), "Subtype": .name("CIDFontType2"), "BaseFont": .name(name),
                "CIDSystemInfo": .dictionary(system), "FontDescriptor": .reference(descriptor),
                "CIDToGIDMap": .name("Identity"),
                "W": .array([.integer(0), .array(widths.map { PDFWriter.number($0) })]),
            ]))
        return amendment.add(
            PDFDictionary([
                "Type": .name("Font"), "Subtype": .name("Type0"), "BaseFont": .name(name),
                "Encoding": .name("Identity-H"), "DescendantFonts": .array([.reference(descendant)]),
                "ToUnicode": .reference(unicode),
            ]))
    }

    /// The flag of a font whose glyphs are not those of the standard Latin set alone (table 121).
    private static let symbolic = 4

    /// A ToUnicode map (clause 9.10.3).
    private var characterMap: String {
        let pairs = subset.glyphs.sorted { $0.key < $1.key }.map { scalar, glyph in
            "<\(Self.twoBytes(glyph).hexadecimal)> <\(String(scalar).utf16.flatMap { Self.twoBytes(Int($0)) }.hexadecimal)>"
        }
        // At most a hundred in one block.
        let blocks = stride(from: 0, to: pairs.count, by: 100).map { start in
            let block = pairs[start..<min(start + 100, pairs.count)]
            return "\(block.count) beginbfchar\n\(block.joined(separator: "\n"))\nendbfchar\n"
        }
        return """
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <ffff>
            endcodespacerange
            \(blocks.joined())endcmap
            CMapName currentdict /CMap defineresource pop
            end
            end
            """
    }
}
