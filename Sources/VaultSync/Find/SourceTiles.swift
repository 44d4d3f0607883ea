import TransparencyLog
import VaultClient
import VaultCore

/// The tiles of one source's log, fetched as proofs ask for them. They are taken as they are: each proof ends in a
/// comparison with a root that the vault signed.
struct SourceTiles {
    private struct Held: TileReader {
        var tiles: [TileCoordinate: [UInt8]] = [:]

        struct Missing: Error { let tile: TileCoordinate }

        func bytes(of tile: TileCoordinate) throws -> [UInt8] {
            guard let bytes = tiles[tile] else { throw Missing(tile: tile) }
            return bytes
        }
    }

    let server: AskedServer
    let pause: Duration
    private var held = Held()

    init(_ server: AskedServer, pause: Duration) {
        self.server = server
        self.pause = pause
    }

    /// Verifies that a tree begins with an older one.
    /// - Throws: `FIND_LOG_FORKED` where it does not; `FIND_LOG_DIFFERS` where the tiles do not lead to its root, and then
    ///   no fork is proven.
    mutating func verify(_ newer: SeenCheckpoint, continues older: SeenCheckpoint) async throws {
        let (from, to) = (older.checkpoint, newer.checkpoint)
        let (proof, beginning) = try await reading { reader in
            (
                try TreeProof.consistency(from: from.size, to: to.size, reader: reader),
                try TreeProof.root(of: from.size, in: to.size, reader: reader)
            )
        }
        func isConsistent(_ oldRoot: MerkleHash) -> Bool {
            (try? TreeProof.verifyConsistency(
                from: from.size, to: to.size, oldRoot: oldRoot, newRoot: to.root, proof: proof)) != nil
        }
        guard isConsistent(beginning) else { throw SourceFailure(.logDiffers, ["size": String(to.size)]) }
        guard isConsistent(from.root) else {
            throw SourceFailure(
                .fork, ["size": String(to.size), "seen": String(from.size)],
                evidence: .init(seen: older.note, received: newer.note))
        }
    }

    /// The proof that a tree holds an entry.
    mutating func inclusion(of index: UInt64, in checkpoint: Checkpoint) async throws -> [MerkleHash] {
        try await reading { try TreeProof.inclusion(index: index, size: checkpoint.size, reader: $0) }
    }

    private mutating func reading<Value>(_ work: (Held) throws -> Value) async throws -> Value {
        while held.tiles.count <= FindLimits.tiles {
            do {
                return try work(held)
            } catch let missing as Held.Missing {
                held.tiles[missing.tile] = try await fetch(missing.tile)
            } catch let error as TileError {
                throw SourceFailure(.logDiffers, ["reason": error.code])
            }
        }
        // More than is taken proves nothing false.
        throw ClientError(.answerTooLarge, ["host": server.host])
    }

    /// A tile of its length: one that was cut off on its way proves nothing false.
    private func fetch(_ tile: TileCoordinate) async throws -> [UInt8] {
        let bytes = try await published(tile)
        guard let full = tile.full.byteCount, let own = tile.byteCount, bytes.count <= full, bytes.count >= own,
            bytes.count.isMultiple(of: MerkleHash.byteCount)
        else { throw ClientError(.answerMalformed, ["host": server.host]) }
        return bytes
    }

    /// A tile, or the full one at its place, where the log has grown; after a moment once more, where it is just being
    /// published.
    private func published(_ tile: TileCoordinate) async throws -> [UInt8] {
        let limit = TileCoordinate.fullWidth * MerkleHash.byteCount
        for place in [tile, tile.full] {
            if let bytes = try await server.present(place.path, limit: limit) { return bytes }
            guard tile.isPartial else { break }
        }
        try await Task.sleep(for: pause)
        return try await server.bytes(of: tile.path, limit: limit)
    }
}

extension AskedServer {
    /// - Returns: nil where there is no such file.
    fileprivate func present(_ path: String, limit: Int) async throws -> [UInt8]? {
        do {
            return try await bytes(of: path, limit: limit)
        } catch let error as ClientError where error.code == .absent {
            return nil
        }
    }
}
