/// A version of a document with the record behind it.
public struct KeptDocument: Hashable, Sendable {
    public let record: Record
    public let description: DocumentDescription

    /// - Returns: nil where the record is about something else.
    public init?(_ record: Record) {
        guard let description = record.shared.document else { return nil }
        self.record = record
        self.description = description
    }
}
