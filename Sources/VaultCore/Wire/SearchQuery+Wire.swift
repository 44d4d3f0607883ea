public import CanonicalJSON

extension SearchQuery {
    private static let fields: Set<String> = [
        "words", "code", "codePrefix", "category", "paperType", "issuer", "issuedFrom", "issuedTo", "status", "owner",
        "before", "limit",
    ]

    /// The body of `POST /v1/documents/search`.
    public var wire: JSON {
        var object: JSON.Object = ["limit": .count(limit)]
        object["words"] = terms.map { .string($0.text) }
        switch code {
        case .exactly(let code): object["code"] = .string(code)
        case .beginning(let prefix): object["codePrefix"] = .string(prefix)
        case nil: break
        }
        object["category"] = category.map { .count($0.rawValue) }
        object["paperType"] = paperType.map { .string($0.phrase) }
        object["issuer"] = issuer.map { .string($0.phrase) }
        object["issuedFrom"] = issuedFrom.map { .string($0.text) }
        object["issuedTo"] = issuedTo.map { .string($0.text) }
        object["status"] = status.map { .string($0.rawValue) }
        object["owner"] = owner?.wire
        object["before"] = before.map { .count($0) }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`, and what the values' own readers throw.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: Self.fields)
        self.init(limit: try reader.optionalNumber("limit", in: 1...Self.maximumPage) ?? Self.maximumPage)
        terms = try reader.optionalWord("words") { text throws(VaultError) in try SearchTerms(text) }
        guard !reader.has("code") || !reader.has("codePrefix") else { throw WireReader.malformed("codePrefix") }
        code = try reader.optionalText("code").map { .exactly($0) }
        if let prefix = try reader.optionalText("codePrefix") { code = .beginning(prefix) }
        category = try reader.optionalCategory()
        paperType = try reader.optionalWord("paperType") { FoldedText($0) }
        issuer = try reader.optionalWord("issuer") { FoldedText($0) }
        issuedFrom = try reader.optionalWord("issuedFrom") { DocumentDay($0) }
        issuedTo = try reader.optionalWord("issuedTo") { DocumentDay($0) }
        status = try reader.optionalWord("status") { .init(rawValue: $0) }
        owner = try reader.optional("owner", OwnerIdentity.init(wire:))
        before = try reader.optionalNumber("before")
    }
}

extension SearchPage {
    /// `{"documents":[…],"next":7}`
    public var wire: JSON {
        var object: JSON.Object = ["documents": .array(listings.map(\.wire))]
        object["next"] = next.map { .count($0) }
        return .object(object)
    }

    /// - Throws: as `DocumentListing.init(wire:)`.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        self.init(
            listings: try reader.list("documents", limit: SearchQuery.maximumPage, DocumentListing.init(wire:)),
            next: try reader.optionalNumber("next"))
    }
}
