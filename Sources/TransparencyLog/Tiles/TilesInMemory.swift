/// Tiles held in memory: fetched beforehand, or a small log whole.
public struct TilesInMemory: TileReader, Sendable {
    public var tiles: [TileCoordinate: [UInt8]]

    public init(_ tiles: [TileCoordinate: [UInt8]] = [:]) { self.tiles = tiles }

    /// Takes over what a log writes as it grows.
    public mutating func apply(_ writes: [TileWrite]) {
        for write in writes { tiles[write.coordinate] = write.bytes }
    }

    /// - Throws: `TileError.absent` where neither the tile nor the full one at its place is held.
    public func bytes(of tile: TileCoordinate) throws -> [UInt8] {
        guard let bytes = tiles[tile] ?? tiles[tile.full] else { throw TileError.absent(tile) }
        return bytes
    }
}
