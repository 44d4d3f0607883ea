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
}
