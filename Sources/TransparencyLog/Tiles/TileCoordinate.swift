/// Which tile of a log's tree: a level, the tile's index in it, and how many of its 256 places are filled.
///
/// Tiles are those of C2SP tlog-tiles: at level 0 a tile holds leaf hashes, at each level above the roots of full
/// tiles of the level below. Level -1 stands for the bundles of the entries themselves.
///
/// For example:
///
///     TileCoordinate(level: 0, index: 1_234_067, width: 256)?.path   // "tile/0/x001/x234/067"
///     TileCoordinate(path: "tile/entries/000.p/5")                   // the first five entries
public struct TileCoordinate: Hashable, Sendable, CustomStringConvertible {
    /// The level under which entry bundles stand.
    public static let entriesLevel = -1
    /// The highest level that a path may name (C2SP tlog-tiles); a tree of 64-bit size ends at level 7.
    public static let maximumLevel = 63
    /// Hashes in a full tile, entries in a full bundle.
    public static let fullWidth = 256
    /// Levels of the tree that one tile spans: 2^8 = 256.
    static let height = 8

    /// 0 and above for hashes, `entriesLevel` for entries.
    public let level: Int
    /// Counts the tiles of the level from the left.
    public let index: UInt64
    /// 1 ... 256; below 256 the tile is partial.
    public let width: Int

    /// - Returns: nil where the level is not in -1 ... 63 or the width not in 1 ... 256.
    public init?(level: Int, index: UInt64, width: Int = fullWidth) {
        guard (Self.entriesLevel...Self.maximumLevel).contains(level), (1...Self.fullWidth).contains(width) else {
            return nil
        }
        self.level = level
        self.index = index
        self.width = width
    }

    public var description: String { path }

    public var isPartial: Bool { width < Self.fullWidth }
    public var isEntryBundle: Bool { level == Self.entriesLevel }

    /// The bytes of a hash tile of this width; nil for a bundle, whose size depends on its entries.
    public var byteCount: Int? { isEntryBundle ? nil : width * MerkleHash.byteCount }

    /// The full tile at this place.
    public var full: TileCoordinate { TileCoordinate(unchecked: level, index, Self.fullWidth) }

    /// How many hashes (or entries) a tree of this size has at a level, over all of its tiles.
    public static func count(level: Int, size: UInt64) -> UInt64 { size >> UInt64(height * max(level, 0)) }

    /// The tile at a place, as wide as it is in a tree of this size.
    ///
    /// - Returns: nil where that tree has no such tile, or the level is none.
    public static func tile(level: Int, index: UInt64, size: UInt64) -> TileCoordinate? {
        let count = count(level: level, size: size)
        let full = count / UInt64(fullWidth)
        if index < full { return TileCoordinate(level: level, index: index) }
        guard index == full else { return nil }
        return TileCoordinate(level: level, index: index, width: Int(count % UInt64(fullWidth)))
    }

    /// Whether a tree of this size has the tile: full, or as the right end of this or of an earlier size.
    public func exists(inTreeOfSize size: UInt64) -> Bool {
        guard let tile = Self.tile(level: level, index: index, size: size) else { return false }
        return width <= tile.width
    }

    /// The partial tiles and the partial bundle at the right edge of a tree of this size, bundle first.
    public static func partials(size: UInt64) -> [TileCoordinate] {
        (entriesLevel...maximumLevel).compactMap { level in
            let count = count(level: level, size: size)
            return TileCoordinate(
                level: level, index: count / UInt64(fullWidth), width: Int(count % UInt64(fullWidth)))
        }
    }

    init(unchecked level: Int, _ index: UInt64, _ width: Int) {
        self.level = level
        self.index = index
        self.width = width
    }
}
