/// A field's fully qualified name (ISO 32000-2 clause 12.7.4.2), so that two spellings of one name are equal: text
/// strings are PDFDocEncoding, UTF-16BE or UTF-8 (clause 7.9.2.2).
struct FieldName: Hashable, Sendable {
    let scalars: [UInt32]

    init(scalars: [UInt32] = []) { self.scalars = scalars }

    init(textString bytes: [UInt8]) {
        if bytes.starts(with: [0xFE, 0xFF]) {
            var units: [UInt16] = []
            for place in stride(from: 2, to: bytes.count - 1, by: 2) {
                units.append(UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1]))
            }
            scalars = String(decoding: units, as: UTF16.self).unicodeScalars.map(\.value)
        } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            scalars = String(decoding: bytes.dropFirst(3), as: UTF8.self).unicodeScalars.map(\.value)
        } else {
            scalars = bytes.map(Self.documentEncoding)
        }
    }

    func child(_ partial: FieldName) -> FieldName {
        scalars.isEmpty ? partial : FieldName(scalars: scalars + [Self.separator] + partial.scalars)
    }

    /// In how many groups it is, as far as full stops tell.
    var depth: Int { scalars.count { $0 == Self.separator } }

    /// The names of these groups, of as many as a field can be in.
    var groups: [FieldName] {
        scalars.indices.filter { scalars[$0] == Self.separator }.prefix(PDFLimits.treeDepth)
            .map { FieldName(scalars: Array(scalars[..<$0])) }
    }

    /// PDFDocEncoding (ISO 32000-2 annex D.3), which differs from Latin-1 in two stretches.
    private static func documentEncoding(_ byte: UInt8) -> UInt32 {
        switch byte {
        case 0x18...0x1f: accents[Int(byte - 0x18)]
        case 0x80...0x9e: signs[Int(byte - 0x80)]
        case 0xa0: 0x20ac
        default: UInt32(byte)
        }
    }

    private static let accents: [UInt32] = [0x2d8, 0x2c7, 0x2c6, 0x2d9, 0x2dd, 0x2db, 0x2da, 0x2dc]
    private static let signs: [UInt32] = [
        0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x192, 0x2044, 0x2039, 0x203a, 0x2212, 0x2030, 0x201e, 0x201c,
        0x201d, 0x2018, 0x2019, 0x201a, 0x2122, 0xfb01, 0xfb02, 0x141, 0x152, 0x160, 0x178, 0x17d, 0x131, 0x142, 0x153,
        0x161, 0x17e,
    ]

    private static let separator: UInt32 = 0x2E
}
