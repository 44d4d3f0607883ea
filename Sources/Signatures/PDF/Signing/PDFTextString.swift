/// Text strings (ISO 32000-2 clause 7.9.2.2).
enum PDFTextString {
    /// ASCII as it is, which is PDFDocEncoding too; anything else as UTF-16BE with its mark.
    static func bytes(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) { return Array(text.utf8) }
        return [0xfe, 0xff] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
    }

    /// The text; what is neither UTF-16 nor UTF-8 counts as Latin-1, with which PDFDocEncoding agrees from U+00A1 on.
    static func text(_ bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xfe, 0xff]) {
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            return String(decoding: units, as: UTF16.self)
        }
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
}
