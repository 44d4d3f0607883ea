internal import CQPDF
import PKI

/// Looks through bytes as a reader does that mends a file: for `1 0 obj` and `trailer`, wherever they stand.
///
/// Such a reader takes the last object of a number. Where that is not the one that the cross-references name, it shows
/// another document than the one that is compared here.
struct PDFObjectScan {
    /// Places at which such a reader would find what no cross-reference names, in order.
    let strays: [Int]

    /// Before `obj`: two numbers of at most ten digits, and white space.
    private static let header = 64

    /// - Parameters:
    ///   - start: where to begin; what stands before is another's business.
    ///   - last: the file as it is.
    init(_ file: PDFFile, from start: Int, last: PDFRevision) throws {
        var objects: [Int: Int] = [:]
        var trailers: Set<Int> = []
        var place = start
        while place < file.count {
            let from = max(start, place - Self.header)
            let end = min(file.count, place + ByteSourceLimits.pieceSize)
            let bytes = try file.source.bytes(from..<end)
            for hit in Self.places(of: "obj", in: bytes) {
                if let (number, first) = Self.object(before: hit, in: bytes) { objects[number] = from + first }
            }
            for hit in Self.places(of: "trailer", in: bytes) { trailers.insert(from + hit) }
            place = end
        }
        var strays = try objects.filter { try Self.isStray(number: $0.key, place: $0.value, file, last) }.map(\.value)
        strays += trailers.subtracting(file.sections.compactMap(\.trailerPlace))
        self.strays = strays.sorted()
    }

    private static func isStray(number: Int, place: Int, _ file: PDFFile, _ last: PDFRevision) throws -> Bool {
        /// Some writers name the line end before an object.
        func isNamed(by offset: Int) throws -> Bool {
            guard (0...4).contains(place - offset) else { return false }
            return try file.source.bytes(offset..<place).allSatisfy(isWhite)
        }
        // A cross-reference stream need not name itself.
        if try file.sections.contains(where: { try isNamed(by: $0.offset) }) { return false }
        return try !last.places(of: number).contains { location in
            switch location {
            case .offset(let offset): return try isNamed(by: offset)
            case .stream(let container, _):
                // Where the object itself stood before it was moved into a stream.
                return last.places(of: container).contains {
                    if case .offset(let at) = $0 { at > place } else { false }
                }
            }
        }
    }

    private static func places(of word: StaticString, in bytes: [UInt8]) -> [Int] {
        let wanted = Array("\(word)".utf8)
        var found: [Int] = []
        bytes.withUnsafeBytes { buffer in
            var place = 0
            while place < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[place...])
                let offset = kho_pdf_find(rest.baseAddress, rest.count, wanted, wanted.count)
                guard offset < rest.count else { break }
                found.append(place + offset)
                place += offset + 1
            }
        }
        return found
    }

    /// The number of an object whose `obj` stands at `hit`, and where it begins.
    private static func object(before hit: Int, in bytes: [UInt8]) -> (number: Int, place: Int)? {
        var place = hit
        func skip(_ isWanted: (UInt8) -> Bool) -> Range<Int> {
            let end = place
            while place > 0, end - place < header, isWanted(bytes[place - 1]) { place -= 1 }
            return place..<end
        }
        _ = skip(isWhite)
        guard !skip(isDigit).isEmpty, !skip(isWhite).isEmpty else { return nil }
        let digits = skip(isDigit)
        guard !digits.isEmpty, let number = Int(String(decoding: bytes[digits], as: UTF8.self)) else { return nil }
        return (number, digits.lowerBound)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isWhite(_ byte: UInt8) -> Bool { byte <= 0x20 }
}
