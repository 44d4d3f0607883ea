internal import CQPDF
import PKI

/// Finds every signature that a file has or had: those of the last revision's form, and those that an earlier revision
/// held and a later one no longer does.
///
/// The raw bytes are searched too, since taking a field out of the form must not make its signature unseen.
struct PDFSignatureSearch {
    /// In the order of what they cover; a field without a usable byte range comes first.
    private(set) var fields: [PDFForm.SignedField] = []

    private static let key = Array("/ByteRange".utf8)
    /// After the key: white space, and an array of four numbers with brackets.
    private static let arrayLength = 128

    /// - Throws: `PDFError` where the last revision cannot be read or there are too many; `ByteSourceError`.
    init(_ file: PDFFile) throws {
        fields = try PDFForm(try file.last()).signedFields
        let known = fields.compactMap { PDFByteRange($0.dictionary["ByteRange"]) }
        for range in try Self.candidates(file) where !known.contains(range) {
            // Files that are attached bring byte ranges of their own, which fit nothing here.
            guard let revision = try? file.revision(endingAt: range.end), let form = try? PDFForm(revision) else {
                continue
            }
            for field in form.signedFields where PDFByteRange(field.dictionary["ByteRange"]) == range {
                fields.append(field)
            }
        }
        guard fields.count <= PDFLimits.signatures else { throw PDFError(.tooLarge, "signatures") }
        let ends = fields.map { PDFByteRange($0.dictionary["ByteRange"])?.end ?? 0 }
        fields = fields.indices.sorted { (ends[$0], $0) < (ends[$1], $1) }.map { fields[$0] }
    }

    /// Whether a byte range is named anywhere in a file.
    static func hasCandidates(_ source: any ByteSource) throws -> Bool { try !places(in: source, isEnough: 1).isEmpty }

    /// Byte ranges of the accepted form, wherever they stand in the bytes, each once.
    private static func candidates(_ file: PDFFile) throws -> [PDFByteRange] {
        var found: [PDFByteRange] = []
        let places = try places(in: file.source, isEnough: PDFLimits.byteRanges + 1)
        guard places.count <= PDFLimits.byteRanges else { throw PDFError(.tooLarge, "byte ranges") }
        for place in places {
            guard found.count <= PDFLimits.signatures else { throw PDFError(.tooLarge, "signatures") }
            let end = min(file.count, place + key.count + arrayLength)
            if let range = range(in: try file.source.bytes(place + key.count..<end)), range.gap != nil,
                range.end <= file.count, !found.contains(range)
            {
                found.append(range)
            }
        }
        return found
    }

    private static func range(in bytes: [UInt8]) -> PDFByteRange? {
        let text = bytes.drop { isWhite($0) }
        guard text.first == UInt8(ascii: "["), let close = text.firstIndex(of: UInt8(ascii: "]")) else { return nil }
        let numbers = text[text.startIndex + 1..<close].split(whereSeparator: isWhite).map {
            Int(String(decoding: $0, as: UTF8.self)).map(PDFValue.integer) ?? .null
        }
        return PDFByteRange(.array(numbers))
    }

    private static func isWhite(_ byte: UInt8) -> Bool { byte <= 0x20 }

    /// Where the key stands in a source; pieces overlap, so that none is cut.
    private static func places(in source: any ByteSource, isEnough: Int) throws -> [Int] {
        var found: [Int] = []
        var start = 0
        while start < source.count, found.count < isEnough {
            let end = min(source.count, start + ByteSourceLimits.pieceSize + key.count - 1)
            try source.withBytes(start..<end) { buffer in
                var place = 0
                while place < buffer.count {
                    let rest = UnsafeRawBufferPointer(rebasing: buffer[place...])
                    let offset = kho_pdf_find(rest.baseAddress, rest.count, key, key.count)
                    guard offset < rest.count else { break }
                    if found.last != start + place + offset { found.append(start + place + offset) }
                    if found.count > isEnough { break }
                    place += offset + 1
                }
            }
            start += ByteSourceLimits.pieceSize
        }
        return found
    }
}
