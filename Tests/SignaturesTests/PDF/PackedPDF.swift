/// A PDF of one revision with object streams and a cross-reference stream, nothing of it compressed.
struct PackedPDF {
    private(set) var bytes: [UInt8] = Array("%PDF-1.7\n".utf8)
    private var offsets: [Int: Int] = [:]
    private var packed: [Int: Int] = [:]

    /// A catalogue whose form is object 5, and an empty tree of pages.
    init() {
        add(1, "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R >>")
        add(2, "<< /Type /Pages /Kids [] /Count 0 >>")
    }

    mutating func add(_ number: Int, _ body: String) {
        offsets[number] = bytes.count
        bytes += Array("\(number) 0 obj\n\(body)\nendobj\n".utf8)
    }

    /// An object stream with one object in it.
    mutating func pack(_ number: Int, in container: Int, _ body: String, _ entries: String = "") {
        let header = "\(number) 0 "
        packed[number] = container
        add(
            container,
            MintedPDF.stream(header + body, "/Type /ObjStm /N 1 /First \(header.utf8.count) \(entries)"))
    }

    /// An object stream with one object in it, packed by Flate.
    mutating func pack(_ number: Int, in container: Int, flate data: [UInt8], first: Int) {
        packed[number] = container
        offsets[container] = bytes.count
        bytes += Array(
            """
            \(container) 0 obj
            << /Type /ObjStm /N 1 /First \(first) /Filter /FlateDecode /Length \(data.count) >>
            stream

            """.utf8)
        bytes += data + Array("\nendstream\nendobj\n".utf8)
    }

    /// Says that an object is in a container, whatever is there.
    mutating func claim(_ number: Int, in container: Int) { packed[number] = container }

    /// Type and second field of an entry (ISO 32000-2 table 18); the index in a container is 0.
    private func place(of number: Int) -> (UInt8, Int) {
        if let offset = offsets[number] { return (1, offset) }
        if let container = packed[number] { return (2, container) }
        return (0, 0)
    }

    /// The whole file.
    func finished() -> [UInt8] {
        let own = max(offsets.keys.max() ?? 0, packed.keys.max() ?? 0) + 1
        let start = bytes.count
        var rows: [UInt8] = []
        for number in 0...own {
            let (type, first) = number == own ? (1, start) : place(of: number)
            rows += [type] + (0..<4).map { UInt8(truncatingIfNeeded: first >> (24 - 8 * $0)) } + [0]
        }
        var file = bytes
        file += Array(
            "\(own) 0 obj\n<< /Type /XRef /Size \(own + 1) /W [1 4 1] /Root 1 0 R /Length \(rows.count) >>\nstream\n"
                .utf8)
        file += rows
        file += Array("\nendstream\nendobj\nstartxref\n\(start)\n%%EOF\n".utf8)
        return file
    }
}
