import CanonicalJSON
public import PKI

/// The serial numbers that erased records had, so that none is given out again.
///
/// A series may hold the owner's number. What stays is its HMAC under a key of the vault (`keys/erasure.key`): whoever has
/// the key can still try numbers, whoever has only the record cannot.
public struct ErasedSerials: Hashable, Sendable {
    /// A certified copy may bring two numbers: its code's, and that in the register.
    static let maximumCount = 2 * ErasureScope.maximumCount

    public struct Entry: Hashable, Sendable {
        /// HMAC-SHA-256 of the series, hexadecimal.
        public let series: String
        /// Given out by the vault up to this number, or brought by a document with this very number.
        public let isGiven: Bool
        public let last: Int

        public init(series: String, isGiven: Bool, last: Int) {
            self.series = series
            self.isGiven = isGiven
            self.last = last
        }
    }

    /// The SHA-256 of the key.
    public let key: Digest
    public let entries: [Entry]

    public init(key: Digest, entries: [Entry]) {
        self.key = key
        self.entries = entries
    }

    /// - Throws: `PART_MALFORMED`.
    init(_ json: JSON) throws(VaultError) {
        let malformed = VaultError(.partMalformed, ["field": "erasedSerials"])
        guard let key = json["key"]?.string.flatMap({ Digest($0) }), key.algorithm == .sha256,
            let values = json["entries"]?.array, (1...Self.maximumCount).contains(values.count)
        else { throw malformed }
        var entries: [Entry] = []
        for value in values {
            guard let series = value["series"]?.string, series.utf8.count == 64, [UInt8](hexadecimal: series) != nil,
                let isGiven = value["given"]?.bool, let last = value["last"]?.integer.flatMap({ Int(exactly: $0) }),
                last >= 1
            else { throw malformed }
            entries.append(Entry(series: series, isGiven: isGiven, last: last))
        }
        self.init(key: key, entries: entries)
    }

    var json: JSON {
        [
            "entries": .array(
                entries.map {
                    ["given": .bool($0.isGiven), "last": .integer(Int64($0.last)), "series": .string($0.series)]
                }),
            "key": .string(key.description),
        ]
    }
}

/// The key under which series of erased codes are kept.
public struct ErasureKey: Sendable {
    public static let byteCount = 32

    private let bytes: [UInt8]

    /// - Returns: nil for any other number of bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    public var digest: Digest { .sha256(of: bytes) }

    /// HMAC-SHA-256 (RFC 2104) of a series' text, hexadecimal.
    public func name(of series: String) -> String {
        MessageAuthenticationCode(key: bytes).code(of: Array(series.utf8)).hexadecimal
    }
}
