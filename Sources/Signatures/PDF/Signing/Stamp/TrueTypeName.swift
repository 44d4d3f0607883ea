/// The name of a font in the table `name` (ISO/IEC 14496-22 clause 5.2.6).
enum TrueTypeName {
    /// The PostScript name (number 6), which stands in PDF files; a plain one where the font has none.
    static func postScript(_ table: [UInt8]) -> String {
        (try? find(table)).flatMap { $0 } ?? "Font"
    }

    /// PostScript names are ASCII of at most 63 characters, without white space and delimiters.
    private static func find(_ table: [UInt8]) throws(FontError) -> String? {
        let strings = try table.unsigned16(4)
        for index in 0..<(try table.unsigned16(2)) {
            let entry = 6 + 12 * index
            guard try table.unsigned16(entry + 6) == 6 else { continue }
            let start = strings + (try table.unsigned16(entry + 10))
            let end = start + (try table.unsigned16(entry + 8))
            guard end <= table.count else { continue }
            // UTF-16BE or one byte a character: ASCII either way, once the zeros are gone.
            let name = table[start..<end].filter { $0 != 0 }
            let isPlain = name.allSatisfy { (0x21...0x7e).contains($0) && !"()<>[]{}/%#".utf8.contains($0) }
            if !name.isEmpty, name.count <= 63, isPlain { return String(decoding: name, as: UTF8.self) }
        }
        return nil
    }
}
