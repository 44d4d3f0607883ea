/// A name of a PDF file (ISO 32000-2 clause 7.3.5), as its bytes without the slash, `#xx` undone.
///
/// Names are compared byte by byte; Swift's `String` would take two spellings of `é` for one.
struct PDFName: Hashable, Sendable, ExpressibleByStringLiteral {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
    init(_ text: String) { bytes = Array(text.utf8) }
    init(stringLiteral text: String) { bytes = Array(text.utf8) }

    /// All bytes at once; an array hashes them one by one.
    func hash(into hasher: inout Swift.Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }

    /// For a report: what is no UTF-8 is replaced.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension PDFName: Comparable {
    static func < (left: PDFName, right: PDFName) -> Bool { left.bytes.lexicographicallyPrecedes(right.bytes) }
}
