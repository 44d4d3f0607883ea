internal import CQPDF
import PKI

/// Finds the cross-reference sections of a file, from the last to the first, without reading their entries.
///
/// qpdf reads the entries later; this looks at what qpdf does not tell (where sections stand, which are hybrid), and
/// measures compressed sections before qpdf unpacks them into memory.
struct PDFSectionReader {
    private let source: any ByteSource

    init(_ source: any ByteSource) { self.source = source }

    /// `startxref` and its number stand within so many bytes before the end (Acrobat looks at 1,024).
    private static let tail = 1024
    /// `obj` of a cross-reference stream stands within so many bytes of its offset: two numbers and white space.
    private static let objectHeader = 64
    /// What the dictionaries of sections stay under, but for a few.
    private static let usualDictionary = 1024
    /// A line of a table has four tokens; qpdf reads two and a half of them for each.
    private static let tokensOfLine = 11

    /// The offset that the last `startxref` before `end` names.
    ///
    /// Nothing but white space may follow `%%EOF`: other readers look for their own way where there is more.
    /// - Throws: `PDFError` where there is none, or it names no place before it.
    func startOfSections(before end: Int) throws -> Int {
        let start = max(0, end - Self.tail)
        var bytes = try source.bytes(start..<end)
        while let last = bytes.last, Self.isWhite(last) { bytes.removeLast() }
        guard bytes.suffix(5).elementsEqual("%%EOF".utf8) else { throw PDFError(.malformed, "no %%EOF at the end") }
        bytes.removeLast(5)
        guard let keyword = Self.last("startxref", in: bytes) else { throw PDFError(.malformed, "no startxref") }
        // Blanks and line ends only: a reader that stops at another byte would look for its own way.
        let number = bytes[(keyword + 9)...].drop(while: Self.isBlank).prefix { !Self.isBlank($0) }
        let rest = bytes[number.endIndex...]
        guard (1...10).contains(number.count), number.allSatisfy(Self.isDigit),
            let offset = Int(String(decoding: number, as: UTF8.self)),
            rest.allSatisfy(Self.isBlank), offset > 0, offset < start + keyword
        else { throw PDFError(.malformed, "startxref") }
        return offset
    }

    /// Every section, the newest first.
    func sections(before end: Int) throws -> [PDFSection] {
        var found: [PDFSection] = []
        var seen: Set<Int> = []
        var entries = 0
        var next: Int? = try startOfSections(before: end)
        while let offset = next {
            guard seen.insert(offset).inserted, offset < end else { throw PDFError(.malformed, "loop of sections") }
            guard found.count < PDFLimits.sections else { throw PDFError(.tooLarge, "cross-reference sections") }
            var section = try self.section(at: offset, end: end)
            if let hybrid = section.trailer["XRefStm"]?.integer {
                section = section.joined(by: try self.section(at: hybrid, end: end))
            }
            entries += section.entries
            guard entries <= PDFLimits.items(fileSize: source.count) else {
                throw PDFError(.tooLarge, "objects")
            }
            found.append(section)
            next = section.trailer["Prev"]?.integer
        }
        return found
    }

    /// The length that a linearized file says it has (ISO 32000-2 annex F); nil for any other. A reader that finds it
    /// right goes by the tables at the beginning, and never sees an update.
    func linearizedLength() throws -> Int? {
        let start = try source.bytes(0..<min(source.count, Self.tail))
        guard let keyword = Self.first("obj", in: start),
            let (dictionary, _) = try? dictionary(at: keyword + 3, end: source.count),
            dictionary["Linearized"] != nil
        else { return nil }
        return dictionary["L"]?.integer
    }

    private func section(at offset: Int, end: Int) throws -> PDFSection {
        guard offset >= 0, offset < end else { throw PDFError(.malformed, "offset of a section") }
        let start = try source.bytes(offset..<min(end, offset + Self.objectHeader))
        let text = start.drop(while: Self.isWhite)
        if text.starts(with: "xref".utf8) {
            return try table(at: offset, entries: offset + text.startIndex + 4, end: end)
        }
        guard let keyword = Self.first("obj", in: start) else { throw PDFError(.malformed, "no section at \(offset)") }
        let (dictionary, after) = try self.dictionary(at: offset + keyword + 3, end: end)
        guard dictionary.has("Type", "XRef") else { throw PDFError(.malformed, "no section at \(offset)") }
        let (entries, tokens) = try measure(dictionary, after: after, end: end)
        var section = PDFSection(
            offset: offset, isStream: true, trailer: dictionary, entries: entries,
            tokens: tokens + Self.surroundings(start: offset, end: after))
        let widths = dictionary["W"]?.array?.compactMap(\.integer) ?? []
        section.isPlain =
            Self.hasPlainSize(dictionary) && zip(widths, Self.plainWidths).allSatisfy { $0 <= $1 }
            && Self.areApart(Self.subsections(dictionary))
        return section
    }

    // MARK: Tables

    /// Subsections of lines of twenty bytes, each after a line `first count`, then `trailer` and its dictionary.
    private func table(at offset: Int, entries: Int, end: Int) throws -> PDFSection {
        var place = entries
        var total = 0
        var subsections: [(first: Int, count: Int)] = []
        var isPlain = true
        while true {
            let line = try source.bytes(place..<min(end, place + Self.objectHeader))
            let text = line.drop(while: Self.isWhite)
            if text.starts(with: "trailer".utf8) {
                let (dictionary, after) = try self.dictionary(at: place + text.startIndex + 7, end: end)
                var section = PDFSection(
                    offset: offset, isStream: false, trailer: dictionary, entries: total,
                    tokens: total * Self.tokensOfLine + subsections.count * Self.objectHeader
                        + Self.surroundings(start: place, end: after))
                section.isPlain = isPlain && Self.hasPlainSize(dictionary) && Self.areApart(subsections)
                section.trailerPlace = place + text.startIndex
                return section
            }
            let numbers = text.prefix { $0 != 0x0a && $0 != 0x0d }
            let parts = numbers.split(whereSeparator: Self.isWhite)
            guard parts.count == 2, let count = Int(String(decoding: parts[1], as: UTF8.self)), count >= 0 else {
                throw PDFError(.malformed, "cross-reference table at \(offset)")
            }
            guard count <= PDFLimits.objects - total else { throw PDFError(.tooLarge, "objects") }
            total += count
            let first = line[numbers.endIndex...].drop(while: Self.isWhite).startIndex
            // Nothing may be added to a number of any size.
            let number =
                parts[0].allSatisfy(Self.isDigit)
                ? Int(String(decoding: parts[0], as: UTF8.self)).flatMap { $0 <= Self.maximumSize ? $0 : nil } : nil
            subsections.append((number ?? 0, count))
            // Some readers take a table from 1 on whose first entry is free for one from 0 on that was misnumbered.
            let isMisnumbered =
                number == 1 && line[first...].starts(with: "0000000000 65535 f".utf8)
            if number.map({ $0 + count > Self.maximumSize }) ?? true || isMisnumbered { isPlain = false }
            place += first + count * 20
            guard place < end else { throw PDFError(.malformed, "cross-reference table at \(offset)") }
        }
    }

    /// What every reader takes: one byte for the kind, two for a generation.
    private static let plainWidths = [1, 8, 2]
    /// Numbers of objects go up to 8,388,607 (ISO 32000-1 annex C); readers give up on larger ones.
    private static let maximumSize = 8_388_608

    private static func hasPlainSize(_ trailer: PDFDictionary) -> Bool {
        (1...maximumSize).contains(trailer["Size"]?.integer ?? 0)
    }

    /// What a cross-reference stream says of its rows; all of them from 0 on where it says nothing.
    private static func subsections(_ dictionary: PDFDictionary) -> [(first: Int, count: Int)] {
        guard let value = dictionary["Index"] else { return [] }
        let numbers = (value.array ?? []).map { $0.integer ?? -1 }
        // Taken as one that overlaps: nothing was said that can be understood.
        guard numbers.count % 2 == 0, !numbers.isEmpty, numbers.allSatisfy((0...maximumSize).contains) else {
            return [(0, 1), (0, 1)]
        }
        return stride(from: 0, to: numbers.count, by: 2).map { (numbers[$0], numbers[$0 + 1]) }
    }

    /// Whether no number comes twice: readers differ on which of two entries they take.
    private static func areApart(_ subsections: [(first: Int, count: Int)]) -> Bool {
        let sorted = subsections.filter { $0.count > 0 }.sorted { $0.first < $1.first }
        return zip(sorted, sorted.dropFirst()).allSatisfy { $0.first + $0.count <= $1.first }
    }

    // MARK: Dictionaries

    /// The dictionary at a place, and the place after it.
    private func dictionary(at place: Int, end: Int) throws -> (PDFDictionary, Int) {
        if let usual = try? dictionary(at: place, within: min(end, place + Self.usualDictionary)) { return usual }
        return try dictionary(at: place, within: min(end, place + PDFLimits.trailer))
    }

    private func dictionary(at place: Int, within end: Int) throws -> (PDFDictionary, Int) {
        let bytes = try source.bytes(place..<end)
        var encoded: UnsafeMutablePointer<UInt8>?
        var count = 0
        var consumed = 0
        let status = bytes.withUnsafeBytes {
            kho_pdf_parse($0.baseAddress, $0.count, &encoded, &count, &consumed)
        }
        defer { kho_pdf_free(encoded) }
        guard status == KHO_PDF_OK, let encoded,
            let dictionary = PDFValueDecoder.object(UnsafeBufferPointer(start: encoded, count: count)).dictionary
        else { throw PDFError(.malformed, "trailer at \(place)") }
        return (dictionary, place + consumed)
    }

    /// A cross-reference stream must unpack to no more than the limit, by the one filter that is met.
    /// - Returns: the number of its rows, and of the tokens that its stored bytes look like.
    private func measure(_ dictionary: PDFDictionary, after place: Int, end: Int) throws -> (rows: Int, tokens: Int) {
        guard let length = dictionary["Length"]?.integer, length >= 0, length <= end - place,
            let widths = dictionary["W"]?.array?.map({ $0.integer ?? -1 }), widths.count == 3,
            widths.allSatisfy((0...8).contains)
        else { throw PDFError(.malformed, "cross-reference stream") }
        guard length <= PDFLimits.structureStream else { throw PDFError(.tooLarge, "cross-reference stream") }
        let start = try source.bytes(place..<min(end, place + Self.objectHeader))
        guard let keyword = Self.first("stream", in: start) else {
            throw PDFError(.malformed, "cross-reference stream")
        }
        var data = keyword + 6
        if data < start.count, start[data] == 0x0d { data += 1 }
        if data < start.count, start[data] == 0x0a { data += 1 }
        let bytes = try source.bytes(place + data..<min(end, place + data + length))
        var size = bytes.count
        switch dictionary["Filter"] {
        case nil: break
        case .name("FlateDecode"), .array([.name("FlateDecode")]):
            try Self.checkParameters(dictionary["DecodeParms"])
            size = bytes.withUnsafeBytes { kho_pdf_inflated_size($0.baseAddress, $0.count, PDFLimits.structureStream) }
        default: throw PDFError(.malformed, "filter of a cross-reference stream")
        }
        guard size <= PDFLimits.structureStream else { throw PDFError(.tooLarge, "cross-reference stream") }
        let tokens = bytes.withUnsafeBytes { kho_pdf_tokens($0.baseAddress, $0.count) }
        return (size / max(1, widths.reduce(0, +)), tokens)
    }

    /// The rows of a cross-reference stream are of one byte a column, and hold three numbers of at most eight bytes.
    private static func checkParameters(_ value: PDFValue?) throws {
        let parameters: PDFDictionary
        switch value {
        case nil, .array([.null]): return
        case .dictionary(let found): parameters = found
        case .array(let items) where items.count == 1 && items[0].dictionary != nil:
            parameters = items[0].dictionary ?? PDFDictionary()
        default: throw PDFError(.malformed, "filter parameters of a cross-reference stream")
        }
        func number(_ key: PDFName, _ usual: Int) -> Int { parameters[key].map { $0.integer ?? 0 } ?? usual }
        guard (1...32).contains(number("Columns", 1)), number("Colors", 1) == 1, number("BitsPerComponent", 8) == 8
        else { throw PDFError(.tooLarge, "cross-reference stream") }
    }

    /// What qpdf reads around the entries of a section: its dictionary, and pieces that it looks at twice.
    private static func surroundings(start: Int, end: Int) -> Int { 2 * (max(0, end - start) + 4 * objectHeader) }

    // MARK: Bytes

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x0d }

    private static func isWhite(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00, 0x09, 0x0a, 0x0c, 0x0d, 0x20: true
        default: false
        }
    }

    private static func first(_ keyword: StaticString, in bytes: [UInt8]) -> Int? {
        let wanted = Array("\(keyword)".utf8)
        return bytes.indices.dropLast(wanted.count - 1).first { bytes[$0...].starts(with: wanted) }
    }

    private static func last(_ keyword: StaticString, in bytes: [UInt8]) -> Int? {
        let wanted = Array("\(keyword)".utf8)
        return bytes.indices.dropLast(wanted.count - 1).last { bytes[$0...].starts(with: wanted) }
    }
}
