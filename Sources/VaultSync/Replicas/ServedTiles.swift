import TransparencyLog

/// The tiles that were fetched so far. Where one is missing, the error says which: it is fetched, and the work done again.
struct ServedTiles: TileReader, Sendable {
    private(set) var tiles: [TileCoordinate: [UInt8]] = [:]

    struct Missing: Error { let tile: TileCoordinate }

    func bytes(of tile: TileCoordinate) throws -> [UInt8] {
        guard let bytes = tiles[tile] else { throw Missing(tile: tile) }
        return bytes
    }

    mutating func add(_ bytes: [UInt8], _ tile: TileCoordinate) {
        if tiles.count >= ReplicaLimits.tiles { tiles.removeAll() }
        tiles[tile] = bytes
    }
}
