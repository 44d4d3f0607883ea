public import CanonicalJSON

/// Records in the order of the log (`GET /v1/documents/{id}/history`).
public struct RecordList: Sendable {
    /// A document that was changed daily for a generation has no more.
    public static let maximumCount = 10_000

    public let records: [Record]

    public init(_ records: [Record]) { self.records = records }

    public init(wire json: JSON) throws(VaultError) {
        records = try WireReader(json).list("records", limit: Self.maximumCount, Record.init(wire:))
    }

    public func wire(disclosesPrivate: Bool) -> JSON {
        ["records": .array(records.map { $0.wire(disclosesPrivate: disclosesPrivate) })]
    }
}
