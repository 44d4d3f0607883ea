public import CanonicalJSON
import PKI

/// Who looked at what, as it is asked for (`POST /v1/accesses`).
public struct AccessesForm: Hashable, Sendable {
    public let owner: OwnerIdentity?
    /// A version of a document, by its id.
    public let document: DocumentReference?
    public let query: AccessQuery

    /// - Parameter query: whose `document` and `spaces` the vault fills in.
    public init(owner: OwnerIdentity?, document: DocumentReference?, query: AccessQuery) {
        self.owner = owner
        self.document = document
        var plain = AccessQuery()
        plain.since = query.since
        plain.before = query.before
        self.query = plain
    }

    public var wire: JSON {
        var object: JSON.Object = [:]
        object["owner"] = owner?.wire
        object["document"] = document.map { .string($0.text) }
        object["since"] = query.since.map { .string($0.textWithMicroseconds) }
        object["before"] = query.before.map { .count($0) }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, and what the values' own readers throw.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["owner", "document", "since", "before"])
        var query = AccessQuery()
        query.since = try reader.has("since") ? reader.time("since") : nil
        query.before = try reader.optionalNumber("before")
        self.init(
            owner: try reader.optional("owner", OwnerIdentity.init(wire:)),
            document: try reader.optionalWord("document") { text throws(VaultError) in try DocumentReference(text) },
            query: query)
    }
}

/// A page of the journal, each entry as the text that is kept; officials' numbers are masked for all but auditors.
public struct AccessPage: Sendable {
    public let records: [AccessRecord]

    public init(_ records: [AccessRecord]) { self.records = records }

    /// - Parameter isWhole: whether the reader is an auditor.
    public func wire(isWhole: Bool) -> JSON {
        ["accesses": .array(records.map { .text((isWhole ? $0 : $0.masked).bytes) })]
    }

    /// - Throws: `WIRE_MALFORMED`, `PART_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        records = try WireReader(json).words("accesses", limit: AccessQuery.maximumPage) { text throws(VaultError) in
            try AccessRecord(bytes: Array(text.utf8))
        }
    }
}

extension Actor {
    /// What `GET /v1/actor` answers: `{"agency","person","role","scope"}`.
    public var wire: JSON {
        var object: JSON.Object = ["entrance": .string(entrance), "role": .string(role.rawValue)]
        object["person"] = person.map { .string($0.description) }
        object["agency"] = agency.map { .string($0.text) }
        object["scope"] = scope.map { .string($0) }
        return .object(object)
    }

    /// Nobody is a vault's only user over the network.
    /// - Throws: `WIRE_MALFORMED` …
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        self.init(
            role: try reader.word("role") { AccessRole(rawValue: $0) },
            person: try reader.optionalWord("person") { text throws(VaultError) in try Owner(recorded: text) },
            agency: try reader.optionalWord("agency") { text throws(VaultError) in try AgencyCode(text) },
            entrance: try reader.text("entrance"), scope: try reader.optionalText("scope"))
    }
}

extension WorkingCalendar {
    /// `{"calendar":"holiday 2027-02-05..2027-02-11\n"}`: a text that reads back as the same days.
    public var wire: JSON { ["calendar": .string(text)] }

    /// - Throws: `WIRE_MALFORMED`, `CALENDAR_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        try self.init(parsing: try WireReader(json).text("calendar", limit: Self.maximumLength))
    }
}
