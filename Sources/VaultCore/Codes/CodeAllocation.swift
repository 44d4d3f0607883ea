import CanonicalJSON

/// Serial numbers of a series that were given out together: the content of a record of the log.
///
/// It is written before a code of it is used, so that a number which no document has is one that was given out and not
/// used: no gap is without its reason. It holds what the codes hold, so it is personal data.
public struct CodeAllocation: Hashable, Sendable {
    /// The one kind of record that is an allocation.
    static let kind = "code-allocation"

    /// A record is read whole, and so are the codes that it gives; whoever needs more asks again.
    public static let maximumCount = 1000
    /// For people to read, as names and notes are.
    static let maximumPurposeLength = DepositRequest.maximumTextLength

    public let series: CodeSeries
    /// Both ends belong to it.
    public let serials: ClosedRange<Int>
    /// What the codes are for, in the asker's words.
    public let purpose: String?

    /// - Throws: `CODE_COUNT_OUT_OF_RANGE`, `CODE_SERIES_EXHAUSTED`, `TEXT_TOO_LONG`.
    public init(_ series: CodeSeries, serials: ClosedRange<Int>, purpose: String? = nil) throws(VaultError) {
        let greatest = series.scheme.greatestSerial
        guard serials.lowerBound >= 1, serials.upperBound <= greatest else {
            throw VaultError(.codeSeriesExhausted, ["limit": String(greatest)])
        }
        guard serials.count <= Self.maximumCount else { throw Self.wrongCount }
        if let purpose, purpose.utf8.count > Self.maximumPurposeLength {
            throw VaultError(.textTooLong, ["limit": String(Self.maximumPurposeLength)])
        }
        self.series = series
        self.serials = serials
        self.purpose = purpose
    }

    /// The next numbers of a series.
    /// - Parameter last: the last number that was given out, 0 where none was.
    /// - Throws: `CODE_COUNT_OUT_OF_RANGE`; `CODE_SERIES_EXHAUSTED` where fewer are left; `TEXT_TOO_LONG`.
    public init(_ series: CodeSeries, after last: Int, count: Int, purpose: String? = nil) throws(VaultError) {
        guard (1...Self.maximumCount).contains(count) else { throw Self.wrongCount }
        let greatest = series.scheme.greatestSerial
        guard (0...greatest).contains(last), count <= greatest - last else {
            throw VaultError(.codeSeriesExhausted, ["limit": String(greatest)])
        }
        try self.init(series, serials: (last + 1)...(last + count), purpose: purpose)
    }

    /// Reads a record's content; unknown fields are ignored.
    /// - Throws: `PART_MALFORMED` with the field.
    init(_ json: JSON) throws(VaultError) {
        func malformed(_ field: String) -> VaultError { VaultError(.partMalformed, ["field": field]) }
        guard json["v"]?.integer == 1 else { throw malformed("v") }
        guard json["kind"]?.string == Self.kind else { throw malformed("kind") }
        guard let scheme = json["scheme"]?.string.flatMap(CodeScheme.init(rawValue:)) else { throw malformed("scheme") }
        guard let texts = json["prefix"]?.array, texts.count == scheme.parts.count else { throw malformed("prefix") }
        let prefix = texts.compactMap(\.string)
        guard prefix.count == texts.count, let series = try? CodeSeries(scheme, prefix: prefix) else {
            throw malformed("prefix")
        }
        guard let first = json["first"]?.integer.flatMap({ Int(exactly: $0) }), first >= 1 else {
            throw malformed("first")
        }
        guard let last = json["last"]?.integer.flatMap({ Int(exactly: $0) }), last >= first else {
            throw malformed("last")
        }
        var purpose: String?
        if let value = json["purpose"] {
            guard let text = value.string, text.utf8.count <= Self.maximumPurposeLength else {
                throw malformed("purpose")
            }
            purpose = text
        }
        guard let allocation = try? CodeAllocation(series, serials: first...last, purpose: purpose) else {
            throw malformed("last")
        }
        self = allocation
    }

    var json: JSON {
        var object: JSON.Object = [
            "first": .integer(Int64(serials.lowerBound)), "kind": .string(Self.kind),
            "last": .integer(Int64(serials.upperBound)), "prefix": JSON(series.prefix),
            "scheme": .string(series.scheme.rawValue), "v": 1,
        ]
        if let purpose { object["purpose"] = .string(purpose) }
        return .object(object)
    }

    /// The codes that were given out, in order; DocCodes in their first version.
    /// - Throws: nothing that the allocation's making did not rule out.
    public func codes() throws(VaultError) -> [MintedCode] {
        var codes: [MintedCode] = []
        for serial in serials { codes.append(try MintedCode(series, serial: serial)) }
        return codes
    }

    public static func == (left: Self, right: Self) -> Bool { left.json == right.json }

    public func hash(into hasher: inout Hasher) { hasher.combine(json) }

    private static var wrongCount: VaultError {
        VaultError(.codeCountOutOfRange, ["limit": String(maximumCount)])
    }
}
