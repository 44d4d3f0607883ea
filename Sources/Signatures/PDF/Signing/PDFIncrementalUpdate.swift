import PKI

/// The bytes that are put after a PDF file (ISO 32000-2 clause 7.5.6): objects, a cross-reference section of the kind
/// that the file has, and its trailer. What stands before is never touched.
struct PDFIncrementalUpdate {
    /// The file's size: where the update begins.
    private let base: Int
    private(set) var bytes: [UInt8] = []
    private var offsets: [PDFReference: Int] = [:]

    /// - Parameter last: the file's last byte; an object begins on a line of its own.
    init(after base: Int, last: UInt8) {
        self.base = base
        if last != 0x0a && last != 0x0d { bytes.append(0x0a) }
    }

    mutating func write(_ reference: PDFReference, _ value: PDFValue) { write(reference, PDFWriter.bytes(value)) }

    /// - Returns: where the value begins in `bytes`.
    @discardableResult
    mutating func write(_ reference: PDFReference, _ value: [UInt8]) -> Int {
        offsets[reference] = base + bytes.count
        bytes += "\(reference) obj\n".utf8
        defer { bytes += "\nendobj\n".utf8 }
        let place = bytes.count
        bytes += value
        return place
    }

    /// Writes the cross-reference section and the end.
    /// - Parameters:
    ///   - section: the file's last one, which the new one goes on from.
    ///   - nextNumber: one past the highest object number; a cross-reference stream takes it for itself.
    mutating func finish(after section: PDFSection, nextNumber: Int) {
        var trailer = section.trailer
        for key in Self.ownKeys { trailer[key] = nil }
        trailer["Prev"] = .integer(section.offset)
        if let first = trailer["ID"]?.array?.first {
            // Made from what is written: the same update has the same identifier (clause 14.4).
            trailer["ID"] = .array([first, .string(Array(Digest.sha256(of: bytes).bytes.prefix(16)))])
        }
        let start = base + bytes.count
        if section.isStream {
            writeStream(trailer, at: start, number: nextNumber)
        } else {
            trailer["Size"] = .integer(nextNumber)
            writeTable(trailer)
        }
        bytes += "startxref\n\(start)\n%%EOF\n".utf8
    }

    /// What a trailer, or the dictionary of a cross-reference stream, says of its own section.
    private static let ownKeys: [PDFName] = [
        "Size", "Prev", "XRefStm", "Type", "W", "Index", "Length", "Filter", "DecodeParms",
    ]

    /// References in runs of consecutive numbers: the subsections of a section.
    private var runs: [[PDFReference]] {
        offsets.keys.sorted().reduce(into: []) { runs, reference in
            if let last = runs.last?.last, last.number + 1 == reference.number {
                runs[runs.count - 1].append(reference)
            } else {
                runs.append([reference])
            }
        }
    }

    /// Clause 7.5.4: entries of twenty bytes.
    private mutating func writeTable(_ trailer: PDFDictionary) {
        bytes += "xref\n".utf8
        for run in runs {
            bytes += "\(run[0].number) \(run.count)\n".utf8
            for reference in run {
                bytes += Self.padded(offsets[reference] ?? 0, 10)
                bytes += " ".utf8
                bytes += Self.padded(reference.generation, 5)
                bytes += " n \n".utf8
            }
        }
        bytes += "trailer\n".utf8
        PDFWriter.write(.dictionary(trailer), to: &bytes)
        bytes += "\n".utf8
    }

    /// Clause 7.5.8: rows of type, offset and generation, not compressed.
    private mutating func writeStream(_ trailer: PDFDictionary, at start: Int, number: Int) {
        let own = PDFReference(number)
        offsets[own] = start
        var rows: [UInt8] = []
        for reference in runs.joined() {
            rows.append(1)
            rows += Self.bigEndian(offsets[reference] ?? 0, Self.offsetWidth)
            rows += Self.bigEndian(reference.generation, 2)
        }
        var dictionary = trailer
        dictionary["Type"] = .name("XRef")
        dictionary["Size"] = .integer(number + 1)
        dictionary["W"] = .array([.integer(1), .integer(Self.offsetWidth), .integer(2)])
        dictionary["Index"] = .array(runs.flatMap { [.integer($0[0].number), .integer($0.count)] })
        dictionary["Length"] = .integer(rows.count)
        bytes += "\(own) obj\n".utf8
        PDFWriter.write(.dictionary(dictionary), to: &bytes)
        bytes += "\nstream\n".utf8
        bytes += rows
        bytes += "\nendstream\nendobj\n".utf8
    }

    /// Bytes of an offset in a stream's row: enough for `PDFLimits.fileSize`.
    private static let offsetWidth = 5

    private static func bigEndian(_ number: Int, _ width: Int) -> [UInt8] {
        (0..<width).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    static func padded(_ number: Int, _ width: Int) -> [UInt8] {
        let digits = Array(String(number).utf8)
        return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, width - digits.count)) + digits
    }

    /// Overwrites bytes that were written as room.
    mutating func fill(_ place: Int, with text: some Collection<UInt8>) {
        bytes.replaceSubrange(place..<place + text.count, with: text)
    }
}
