public import CanonicalJSON

/// Serial numbers that somebody asks for (`POST /v1/codes`): `{"count":3,"prefix":["…"],"purpose":"…","scheme":"…"}`.
public struct CodeRequestForm: Hashable, Sendable {
    public let series: CodeSeries
    public let count: Int
    public let purpose: String?

    public init(series: CodeSeries, count: Int, purpose: String?) {
        self.series = series
        self.count = count
        self.purpose = purpose
    }

    public var wire: JSON {
        var object: JSON.Object = [
            "count": .count(count), "prefix": JSON(series.prefix), "scheme": .string(series.scheme.rawValue),
        ]
        object["purpose"] = purpose.map { .string($0) }
        return .object(object)
    }

    /// No scheme has more parts.
    private static let maximumParts = 8

    /// - Throws: `WIRE_MALFORMED`, `CODE_PART_MALFORMED`, `CODE_TOO_LONG`; whether so many may be had at once, the vault decides.
    public init(wire json: JSON) throws(VaultError) {
        let reader = try WireReader(json, only: ["count", "prefix", "purpose", "scheme"])
        series = try CodeSeries(
            try reader.word("scheme") { CodeScheme(rawValue: $0) },
            prefix: try reader.words("prefix", limit: Self.maximumParts) { $0 })
        count = try reader.number("count")
        purpose = try reader.optionalText("purpose")
    }
}
