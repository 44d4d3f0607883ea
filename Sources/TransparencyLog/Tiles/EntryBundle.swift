/// Up to 256 log entries in one file: each its length in two bytes, big-endian, then its bytes (C2SP tlog-tiles).
public enum EntryBundle {
    /// What two bytes of length can say.
    public static let maximumEntryByteCount = 65_535

    /// The bundle of these entries, at most 256.
    ///
    /// - Throws: `TileError.entryTooLong`.
    public static func bytes(_ entries: some Collection<[UInt8]>) throws(TileError) -> [UInt8] {
        precondition(entries.count <= TileCoordinate.fullWidth, "a bundle holds at most 256 entries")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            guard entry.count <= maximumEntryByteCount else {
                throw .entryTooLong(byteCount: entry.count, limit: maximumEntryByteCount)
            }
            bytes.append(UInt8(entry.count >> 8))
            bytes.append(UInt8(entry.count & 0xff))
            bytes += entry
        }
        return bytes
    }

    /// The entries of a bundle, exactly as many as its width; what a wider bundle holds beyond them is left out.
    ///
    /// - Throws: `TileError.malformedBundle`.
    public static func entries(_ bytes: [UInt8], of tile: TileCoordinate) throws(TileError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        entries.reserveCapacity(tile.width)
        var rest = bytes[...]
        while !rest.isEmpty {
            guard entries.count < TileCoordinate.fullWidth, let high = rest.popFirst(), let low = rest.popFirst() else {
                throw .malformedBundle(tile)
            }
            let count = Int(high) << 8 | Int(low)
            guard count <= rest.count else { throw .malformedBundle(tile) }
            entries.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        guard entries.count >= tile.width else { throw .malformedBundle(tile) }
        return Array(entries.prefix(tile.width))
    }
}
