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
            // PDFDocEncoding differs from Latin-1 in signs that no name needs; equal bytes stay equal.
            scalars = bytes.map(UInt32.init)
        }
    }

    func child(_ partial: FieldName) -> FieldName {
        scalars.isEmpty ? partial : FieldName(scalars: scalars + [Self.separator] + partial.scalars)
    }

    /// Whether this is the other field or one of its descendants.
    func isWithin(_ other: FieldName) -> Bool {
        self == other || scalars.starts(with: other.scalars + [Self.separator])
    }

    private static let separator: UInt32 = 0x2E
}
