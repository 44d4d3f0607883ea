public import CanonicalJSON

/// What a sync service, or an officer for one owner, asks of the documents in force; a page at a time.
public struct CatalogueQuery: Hashable, Sendable {
    /// Each document comes with its record and its proof: some kilobytes.
    public static let maximumPage = 200

    /// By any of the owner's numbers.
    public var owner: Owner?
    public var category: Category?
    /// The paper's type, exactly.
    public var paperType: String?
    /// Only what follows this log index.
    public var after: UInt64?
    public var limit: Int

    public init(
        owner: Owner? = nil, category: Category? = nil, paperType: String? = nil, after: UInt64? = nil,
        limit: Int = maximumPage
    ) {
        self.owner = owner
        self.category = category
        self.paperType = paperType
        self.after = after
        self.limit = max(1, min(limit, Self.maximumPage))
    }

    /// Reads `{"after":41,"category":4,"limit":100,"owner":"CCCD:…","type":"KQ.G15.000031"}`, of which nothing need be there.
    /// - Throws: `PART_MALFORMED` with the field, also for one that there is not; `OWNER_MALFORMED` and its like,
    ///   `CATEGORY_UNKNOWN`.
    public init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard let object = json.object else { throw malformed("query") }
        self.init()
        for member in object.members {
            switch member.key {
            case "owner":
                guard let text = member.value.string else { throw malformed("owner") }
                owner = try Owner(text)
            case "category":
                guard let number = member.value.integer.flatMap({ Int(exactly: $0) }) else {
                    throw malformed("category")
                }
                category = try Category(number: number)
            case "type":
                guard let text = member.value.string else { throw malformed("type") }
                paperType = text
            case "after":
                guard let index = member.value.integer.flatMap({ UInt64(exactly: $0) }) else {
                    throw malformed("after")
                }
                after = index
            case "limit":
                guard let number = member.value.integer, (1...Int64(Self.maximumPage)).contains(number) else {
                    throw malformed("limit")
                }
                limit = Int(number)
            default: throw malformed("query")
            }
        }
    }

    public var json: JSON {
        var object: JSON.Object = ["limit": .integer(Int64(limit))]
        object["owner"] = owner.map { .string($0.description) }
        object["category"] = category.map { .integer(Int64($0.rawValue)) }
        object["type"] = paperType.map { .string($0) }
        object["after"] = after.flatMap { JSON(exactly: $0) }
        return .object(object)
    }
}
