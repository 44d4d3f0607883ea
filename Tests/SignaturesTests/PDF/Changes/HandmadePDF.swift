/// A PDF file written by hand, revision by revision; each is what the test says, right or wrong.
struct HandmadePDF {
    /// How a revision names its objects (ISO 32000-2 clauses 7.5.4, 7.5.7 and 7.5.8).
    enum Style: CaseIterable {
        case table, stream, objectStream
    }

    private(set) var bytes: [UInt8] = Array("%PDF-2.0\n%\u{e9}\u{e8}\n".utf8)
    /// Entries of the trailer; a revision may change them.
    var trailer: [String: String] = ["Root": "1 0 R"]
    private var size = 1
    /// Where the last section begins.
    private(set) var previous: Int?

    /// An object of a revision: `body` is its value, or a stream with its data.
    struct Object {
        let number: Int
        var generation = 0
        let body: String
    }

    static func stream(_ entries: String, _ data: String, length: String? = nil) -> String {
        "<<\(entries)/Length \(length ?? "\(data.utf8.count)")>>stream\n\(data)\nendstream"
    }

    /// A signature dictionary whose `/ByteRange` is filled in to cover the revision that it stands in.
    static func signature(_ entries: String = "/Type/Sig/SubFilter/ETSI.CAdES.detached") -> String {
        "<<\(entries)/Filter/Adobe.PPKLite\(rangeMark)/Contents <\(String(repeating: "30", count: 16))>>>"
    }

    private static let rangeMark = "/ByteRange[0000000000 0000000001 0000000002 0000000003]"

    mutating func append(_ objects: [(Int, String)], free: [Int] = [], style: Style = .table) {
        append(objects.map { Object(number: $0.0, body: $0.1) }, free: free, style: style)
    }

    mutating func append(_ objects: [Object], free: [Int] = [], style: Style = .table) {
        let start = bytes.count
        var entries: [Int: Entry] = [:]
        for number in free { entries[number] = Entry(kind: 0, first: 0, second: 1) }
        size = max(size, (objects.map(\.number).max() ?? 0) + 1)
        var packed: [Object] = []
        for object in objects {
            if style == .objectStream, !object.body.contains("stream"), !object.body.contains("/ByteRange") {
                packed.append(object)
            } else {
                entries[object.number] = Entry(kind: 1, first: bytes.count, second: object.generation)
                write(object)
            }
        }
        if !packed.isEmpty { pack(packed, &entries) }
        let section = bytes.count
        style == .table ? writeTable(entries) : writeStream(entries, at: section)
        bytes += Array("startxref\n\(section)\n%%EOF\n".utf8)
        previous = section
        fillRanges(from: start)
    }

    /// An update with an object stream that is written by hand.
    /// - Parameters:
    ///   - list: its numbers and offsets.
    ///   - indices: which index in it the cross-references name for each object.
    ///   - objects: what stands outside of it.
    mutating func append(list: String, packed: String, indices: [Int: Int], objects: [(Int, String)] = []) {
        size = max(size, 100)
        var entries: [Int: Entry] = [:]
        for (number, body) in objects {
            entries[number] = Entry(kind: 1, first: bytes.count, second: 0)
            write(Object(number: number, body: body))
        }
        let container = size
        size += 1
        entries[container] = Entry(kind: 1, first: bytes.count, second: 0)
        let count = list.split(separator: " ").count / 2
        let body = Self.stream("/Type/ObjStm/N \(count)/First \(list.utf8.count)", list + packed)
        write(Object(number: container, body: body))
        for (number, index) in indices { entries[number] = Entry(kind: 2, first: container, second: index) }
        let section = bytes.count
        writeStream(entries, at: section)
        bytes += Array("startxref\n\(section)\n%%EOF\n".utf8)
        previous = section
    }

    /// An update whose table has the lines that are given, each for one of the objects, by their places in the list.
    mutating func append(_ objects: [(Int, String)], lines: [(Int, Int)]) {
        var offsets: [Int] = []
        for (number, body) in objects {
            offsets.append(bytes.count)
            write(Object(number: number, body: body))
        }
        size = max(size, 100)
        let section = bytes.count
        var text = "xref\n"
        for (number, place) in lines { text += "\(number) 1\n\(padded(offsets[place])) 00000 n \n" }
        text += "trailer\n<</Size \(size)\(trailerEntries())>>\nstartxref\n\(section)\n%%EOF\n"
        bytes += Array(text.utf8)
        previous = section
    }

    /// An update whose cross-reference stream has these rows, in this order.
    mutating func append(rows: [(number: Int, kind: Int, first: Int, second: Int)]) {
        let section = bytes.count
        writeStream(rows.map { ($0.number, Entry(kind: $0.kind, first: $0.first, second: $0.second)) }, at: section)
        bytes += Array("startxref\n\(section)\n%%EOF\n".utf8)
        previous = section
    }

    /// Bytes after the last revision, whatever they are.
    mutating func append(raw: String) { bytes += Array(raw.utf8) }

    private struct Entry {
        let kind: Int
        let first: Int
        let second: Int
    }

    private mutating func write(_ object: Object) {
        bytes += Array("\(object.number) \(object.generation) obj\n\(object.body)\nendobj\n".utf8)
    }

    private mutating func pack(_ objects: [Object], _ entries: inout [Int: Entry]) {
        let container = size
        size += 1
        var offsets: [String] = []
        var data = ""
        for (index, object) in objects.enumerated() {
            offsets.append("\(object.number) \(data.utf8.count)")
            data += object.body + " "
            entries[object.number] = Entry(kind: 2, first: container, second: index)
        }
        let head = offsets.joined(separator: " ") + " "
        entries[container] = Entry(kind: 1, first: bytes.count, second: 0)
        let body = Self.stream("/Type/ObjStm/N \(objects.count)/First \(head.utf8.count)", head + data)
        write(Object(number: container, body: body))
    }

    private func trailerEntries() -> String {
        var text = trailer.sorted { $0.key < $1.key }.map { "/\($0.key) \($0.value)" }.joined()
        if let previous { text += "/Prev \(previous)" }
        return text
    }

    private mutating func writeTable(_ entries: [Int: Entry]) {
        var text = "xref\n"
        if previous == nil { text += "0 1\n0000000000 65535 f \n" }
        for (number, entry) in entries.sorted(by: { $0.key < $1.key }) {
            text += "\(number) 1\n\(padded(entry.first)) \(padded(entry.second, 5)) \(entry.kind == 0 ? "f" : "n") \n"
        }
        bytes += Array((text + "trailer\n<</Size \(size)\(trailerEntries())>>\n").utf8)
    }

    private mutating func writeStream(_ entries: [Int: Entry], at section: Int) {
        var rows = entries.map { ($0.key, $0.value) }
        if previous == nil { rows.append((0, Entry(kind: 0, first: 0, second: 65535))) }
        writeStream(rows.sorted { $0.0 < $1.0 }, at: section)
    }

    private mutating func writeStream(_ rows: [(Int, Entry)], at section: Int) {
        let number = size
        size += 1
        var data: [UInt8] = []
        var index: [String] = []
        for (number, entry) in rows + [(number, Entry(kind: 1, first: section, second: 0))] {
            index.append("\(number) 1")
            data.append(UInt8(entry.kind))
            for shift in [24, 16, 8, 0] { data.append(UInt8(truncatingIfNeeded: entry.first >> shift)) }
            for shift in [8, 0] { data.append(UInt8(truncatingIfNeeded: entry.second >> shift)) }
        }
        let head = "/Type/XRef/W[1 4 2]/Index[\(index.joined(separator: " "))]/Size \(size)\(trailerEntries())"
        bytes += Array("\(number) 0 obj\n<<\(head)/Length \(data.count)>>stream\n".utf8) + data
        bytes += Array("\nendstream\nendobj\n".utf8)
    }

    private mutating func fillRanges(from start: Int) {
        let mark = Array(Self.rangeMark.utf8)
        guard let place = bytes[start...].firstRange(of: mark)?.lowerBound,
            let open = bytes[place...].firstRange(of: Array("/Contents <".utf8))?.upperBound,
            let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
        else { return }
        let text =
            "/ByteRange[\(padded(0)) \(padded(open - 1)) \(padded(close + 1)) \(padded(bytes.count - close - 1))]"
        bytes.replaceSubrange(place..<place + mark.count, with: Array(text.utf8))
    }

    private func padded(_ number: Int, _ width: Int = 10) -> String {
        let digits = String(number)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}
