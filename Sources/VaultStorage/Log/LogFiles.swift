import Glibc
import TransparencyLog
import VaultCore

/// The log as static files below `log/` (C2SP tlog-tiles).
struct LogFiles: LogPublication, TileReader {
    private let layout: VaultLayout
    private let staging: StagingFolder?
    private let volume: Volume
    private let pool: any BlockingPool

    /// - Parameter staging: nil where the vault is opened for reading.
    init(layout: VaultLayout, staging: StagingFolder?, volume: Volume, pool: any BlockingPool) {
        self.layout = layout
        self.staging = staging
        self.volume = volume
        self.pool = pool
    }

    func bytes(of tile: TileCoordinate) throws -> [UInt8] {
        // A partial tile is taken away when its full one is there.
        for coordinate in tile.isPartial ? [tile, tile.full] : [tile] {
            if let bytes = try SmallFile.read(layout.tile(coordinate)) { return bytes }
        }
        throw TileError.absent(tile)
    }

    func publishedCheckpoint() async throws -> [UInt8]? {
        try await pool.run { try SmallFile.read(layout.checkpoint) }
    }

    func publish(leaves: [[UInt8]], after frontier: TreeFrontier) async throws {
        try await pool.run {
            try write(try TileGrowth.writes(from: frontier, appending: leaves, reader: self))
        }
    }

    func complete(leaves: [[UInt8]], after size: UInt64, to frontier: TreeFrontier) async throws {
        try await pool.run {
            do {
                try write(try TileGrowth.writes(from: size, appending: leaves, reader: self))
                guard try TreeProof.frontier(size: frontier.size, reader: self) == frontier else {
                    throw VaultError(.integrity, ["part": "tiles", "reason": "root"])
                }
            } catch let error as TileError {
                throw VaultError(.integrity, ["part": "tiles", "reason": error.code])
            }
        }
    }

    func publish(checkpoint: [UInt8]) async throws {
        guard let staging else { throw VaultError(.readOnly) }
        try await pool.run {
            try DurableWrite.write(checkpoint, to: layout.checkpoint, by: staging.newPath("checkpoint-"))
        }
    }

    func inclusionProof(of index: UInt64, size: UInt64) async throws -> [MerkleHash] {
        try await pool.run { try readable { try TreeProof.inclusion(index: index, size: size, reader: self) } }
    }

    func consistencyProof(from: UInt64, to: UInt64) async throws -> [MerkleHash] {
        try await pool.run { try readable { try TreeProof.consistency(from: from, to: to, reader: self) } }
    }

    private func readable(_ proof: () throws -> [MerkleHash]) throws -> [MerkleHash] {
        do {
            return try proof()
        } catch let error as TileError {
            throw VaultError(.integrity, ["part": "tiles", "reason": error.code])
        }
    }

    private func write(_ writes: [TileWrite]) throws {
        guard let staging else { throw VaultError(.readOnly) }
        var moves: [DurableWrite.Move] = []
        do {
            for write in writes {
                let path = staging.newPath("tile-")
                try NewFile.write(write.bytes, to: path, mode: 0o644)
                moves.append(.init(from: path, to: layout.tile(write.coordinate), isSynced: false))
            }
            try DurableWrite.move(moves, volume: volume.descriptor)
        } catch {
            for move in moves { unlink(move.from) }
            throw error
        }
        // The partial forms of what is full now; readers take the full one.
        for write in writes where !write.coordinate.isPartial {
            Folder.remove(layout.tile(write.coordinate) + ".p")
        }
    }
}
