import Synchronization
import TransparencyLog

/// The tiles that were fetched so far. Where one is missing, the error says which: it is fetched, and the work done again.
struct ServedTiles: TileReader, Sendable {
    private(set) var tiles: [TileCoordinate: [UInt8]] = [:]

    /// Which of them were read since something was accepted: where it does not hold, one of these is wrong.
    private let read = Read()

    struct Missing: Error { let tile: TileCoordinate }

    func bytes(of tile: TileCoordinate) throws -> [UInt8] {
        guard let bytes = tiles[tile] else { throw Missing(tile: tile) }
        read.tiles.withLock { _ = $0.insert(tile) }
        return bytes
    }

    /// Those that were read, in order of their paths.
    var inUse: [(path: String, bytes: [UInt8])] {
        read.tiles.withLock { $0 }.compactMap { tile in tiles[tile].map { (tile.path, $0) } }
            .sorted { $0.path < $1.path }
    }

    /// What was read belongs to something that was accepted.
    func forgetReading() { read.tiles.withLock { $0.removeAll() } }

    private final class Read: Sendable {
        let tiles = Mutex<Set<TileCoordinate>>([])
    }

    mutating func add(_ bytes: [UInt8], _ tile: TileCoordinate) {
        if tiles.count >= ReplicaLimits.tiles { tiles.removeAll() }
        tiles[tile] = bytes
    }
}
