/// Paths of tiles, as C2SP tlog-tiles lays them out: `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`.
extension TileCoordinate {
    /// A path longer than this names no tile: a 64-bit index has 20 digits, so seven groups of three.
    private static let maximumPathByteCount = 64
    private static let partialSuffix = Array(".p".utf8)

    /// The path below the log's folder or URL prefix, without a leading slash.
    public var path: String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let group = String(repeating: "0", count: 3 - digits.utf8.count) + digits
            groups.append(groups.isEmpty ? group : "x" + group)
            rest /= 1000
        } while rest > 0
        let place = isEntryBundle ? "entries" : String(level)
        let full = "tile/\(place)/\(groups.reversed().joined(separator: "/"))"
        return isPartial ? "\(full).p/\(width)" : full
    }

    /// Parses the one path that a tile has; nil for any other spelling, so that no two paths name one tile.
    public init?(path: String) {
        guard path.utf8.count <= Self.maximumPathByteCount else { return nil }
        var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)[...]
        guard parts.popFirst() == Array("tile".utf8), let place = parts.popFirst(), var last = parts.popLast() else {
            return nil
        }
        var level = Self.entriesLevel
        if place != Array("entries".utf8) {
            guard let number = UInt64(canonicalDecimal: place), number <= UInt64(Self.maximumLevel) else { return nil }
            level = Int(number)
        }
        var width = Self.fullWidth
        if let group = parts.last, group.suffix(2) == Self.partialSuffix[...] {
            guard let number = UInt64(canonicalDecimal: last), (1..<UInt64(Self.fullWidth)).contains(number) else {
                return nil
            }
            width = Int(number)
            last = Array(group.dropLast(2))
            parts.removeLast()
        }
        var index: UInt64 = 0
        for group in parts {
            guard group.first == UInt8(ascii: "x"), let longer = Self.appending(group.dropFirst(), to: index) else {
                return nil
            }
            index = longer
        }
        guard let whole = Self.appending(last[...], to: index) else { return nil }
        self.init(level: level, index: whole, width: width)
        // Groups of zeros in front would be a second name for the same tile.
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    private static func appending(_ group: ArraySlice<UInt8>, to index: UInt64) -> UInt64? {
        guard group.count == 3 else { return nil }
        var index = index
        for character in group {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) else { return nil }
            let (tens, overflow) = index.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(character - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            index = sum
        }
        return index
    }
}
