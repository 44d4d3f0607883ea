public import CanonicalJSON
import PKI

extension DocumentQuery {
    private static let fields: Set<String> = ["owner", "category", "status", "dueBefore", "awaiting", "after", "limit"]

    /// The body of `POST /v1/documents/list`.
    public var wire: JSON {
        var object: JSON.Object = ["limit": .count(limit)]
        object["owner"] = owner?.wire
        object["category"] = category.map { .count($0.rawValue) }
        object["status"] = status.map { .string($0.rawValue) }
        object["dueBefore"] = dueBefore.map { .string($0.text) }
        if isAwaiting { object["awaiting"] = true }
        object["after"] = after.map { .count($0) }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, and what the values' own readers throw.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: Self.fields)
        self.init(
            owner: try reader.optional("owner", OwnerIdentity.init(wire:)),
            category: try reader.optionalCategory(), status: try reader.optionalWord("status") { .init(rawValue: $0) },
            after: try reader.optionalNumber("after"),
            limit: try reader.optionalNumber("limit", in: 1...Self.maximumPage) ?? Self.maximumPage)
        dueBefore = try reader.optionalWord("dueBefore") { DocumentDay($0) }
        isAwaiting = try reader.optionalFlag("awaiting")
    }
}

extension WireReader {
    func category() throws(VaultError) -> Category { try Category(number: try number("category")) }

    func optionalCategory() throws(VaultError) -> Category? { has("category") ? try category() : nil }
}

extension DocumentListing {
    /// `{"document":{…},"end":"expired","index":7,"time":"…"}`; the document as its record describes it.
    public var wire: JSON {
        var object: JSON.Object = [
            "document": description.json, "index": .count(index), "time": .string(time.textWithMicroseconds),
        ]
        object["end"] = end.map { .string($0.rawValue) }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, `PART_MALFORMED`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        self.init(
            index: try reader.number("index"), time: try reader.time("time"),
            description: try DocumentDescription(try reader.value("document")),
            end: try reader.optionalWord("end") { .init(rawValue: $0) })
    }
}

/// A page of a list (`POST /v1/documents/list`).
public struct DocumentPage: Sendable {
    public let listings: [DocumentListing]

    public init(_ listings: [DocumentListing]) { self.listings = listings }

    public init(wire json: JSON) throws(VaultError) {
        listings = try WireReader(json).list(
            "documents", limit: DocumentQuery.maximumPage, DocumentListing.init(wire:))
    }

    public var wire: JSON { ["documents": .array(listings.map(\.wire))] }
}

extension DocumentStanding {
    /// The answer of `GET /v1/documents/{id}/standing`.
    public var wire: JSON {
        var object: JSON.Object = [
            "category": .count(category.rawValue), "newestVersion": .count(newestVersion),
            "owner": .string(owner.description),
        ]
        object["acceptedVersion"] = acceptedVersion.map { .count($0) }
        object["end"] = end.map { .string($0.rawValue) }
        if isNewestRefused { object["newestRefused"] = true }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, `CATEGORY_UNKNOWN`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        self.init(
            owner: try reader.word("owner") { text throws(VaultError) in try Owner(recorded: text) },
            category: try reader.category(), newestVersion: try reader.number("newestVersion", in: 1...Int.max),
            acceptedVersion: try reader.optionalNumber("acceptedVersion", in: 1...Int.max),
            end: try reader.optionalWord("end") { .init(rawValue: $0) })
        isNewestRefused = try reader.optionalFlag("newestRefused")
    }
}
