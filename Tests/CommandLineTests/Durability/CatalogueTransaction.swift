/// A transaction as it appears in the catalogue's write-ahead log: frames, each a header and a page, of which the last is
/// marked (SQLite file format, section 4.1).
struct CatalogueTransaction: Sendable {
    /// What was not durable when it began.
    let unsyncedObjects: [String]
    let unsyncedRecords: [String]
    /// Whether it says that files of `records/` are there.
    var claimsRecords = false
    /// Where it stands: the page that follows is its last, or was.
    var isLastFrame = false
    var isComplete = false

    private static let headerSize = 24

    /// Takes note of a write to the write-ahead log.
    mutating func grow(_ bytes: [UInt8]) {
        if bytes.count == Self.headerSize {
            // Bytes 4 to 7: the size of the database after a commit, zero in all other frames.
            isLastFrame = bytes[4..<8].contains { $0 != 0 }
        } else if isLastFrame {
            isComplete = true
        }
    }

    private static let recordsWritten = Array("records-written".utf8)

    /// What the row `records-written` says on a page that is written; nil for a page without it. The page is written anew
    /// for other rows too, and then says what it said before.
    ///
    /// A row is its header, which ends with the type of the value (13 and twice its length for a text; SQLite file format,
    /// section 2.1), its name and its value. Where rows moved, older ones may still stand on the page: the greatest counts.
    static func recordsWritten(in page: [UInt8]) -> Int64? {
        var found: Int64?
        for start in page.indices.dropFirst() where page[start] == recordsWritten[0] {
            guard page[start...].starts(with: recordsWritten) else { continue }
            let type = Int(page[start - 1])
            let value = page[(start + recordsWritten.count)...].prefix(max(0, type - 13) / 2)
            guard let number = Int64(String(decoding: value, as: UTF8.self)) else { continue }
            found = max(found ?? 0, number)
        }
        return found
    }
}
