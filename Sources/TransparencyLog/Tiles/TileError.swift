/// What is wrong with a tile or an entry bundle, or with what should go into one.
public enum TileError: Error, Hashable, Sendable {
    /// The reader has no such tile.
    case absent(TileCoordinate)
    /// The bytes are not as many whole hashes as the tile's width asks for, or more than a full tile.
    case wrongByteCount(TileCoordinate, byteCount: Int)
    /// A bundle ends inside an entry, or holds fewer entries than its width asks for, or more than a full bundle.
    case malformedBundle(TileCoordinate)
    /// An entry is longer than the two bytes of its length can say.
    case entryTooLong(byteCount: Int, limit: Int)
    /// The tile does not hold the hashes that the entries or the tiles below it lead to.
    case contentMismatch(TileCoordinate)
    /// The tree would have more leaves than 64 bits can count.
    case sizeOverflow

    /// Stable, for messages and reports.
    public var code: String {
        switch self {
        case .absent: "log.tile.absent"
        case .wrongByteCount: "log.tile.wrong-byte-count"
        case .malformedBundle: "log.tile.malformed-bundle"
        case .entryTooLong: "log.tile.entry-too-long"
        case .contentMismatch: "log.tile.content-mismatch"
        case .sizeOverflow: "log.tile.size-overflow"
        }
    }
}
