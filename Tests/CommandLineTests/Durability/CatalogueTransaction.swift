/// What a program writes to the catalogue's write-ahead log between two syncs of it.
struct CatalogueTransaction: Sendable {
    /// What was not durable when it began.
    let unsyncedObjects: [String]
    let unsyncedRecords: [String]
    /// The size of the log's tree that it commits, where it does.
    var committedSize: Int64?
    /// Whether it says that files of `records/` are there.
    var claimsRecords = false

    var isRelied: Bool { committedSize != nil || claimsRecords }
}
