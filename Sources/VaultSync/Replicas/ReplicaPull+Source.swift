import TransparencyLog
import VaultCore

/// Asking the source.
extension ReplicaPull {
    /// A small file, which is also put to what came.
    mutating func fetch(_ path: String, limit: Int) async throws -> [UInt8] {
        let bytes = try await source.bytes(of: path, limit: limit)
        guard bytes.count <= limit else { throw ReplicaError(.answerTooLarge, ["path": path]) }
        receive(bytes, as: path)
        return bytes
    }

    /// A document with its seal.
    mutating func fetchSealed(_ path: String, limit: Int) async throws -> SealedDocument {
        SealedDocument(
            bytes: try await fetch(path, limit: limit),
            seal: try await fetch("\(path).p7s", limit: ReplicaLimits.seal))
    }

    /// The same where it may be replaced while it is read: what does not fit is asked for again.
    mutating func fetchChanging<Result>(
        _ path: String, limit: Int, _ accept: (inout Self, SealedDocument) async throws -> Result
    ) async throws -> Result {
        var attempt = 1
        while true {
            begin()
            let sealed = try await fetchSealed(path, limit: limit)
            do {
                return try await accept(&self, sealed)
            } catch  where attempt < ReplicaLimits.pairAttempts && source.isWhole && Self.mayBeTorn(error) {
                attempt += 1
                try await Task.sleep(for: pairPause)
            }
        }
    }

    private static func mayBeTorn(_ error: any Error) -> Bool {
        switch error {
        case let error as ManifestError: error.code == .badSignature
        case let error as ReplicaError: error.code == .identityRefused
        default: false
        }
    }

    /// What came so far was accepted, or is of no interest.
    mutating func begin() {
        received = []
        bundles = []
        tiles.forgetReading()
    }

    /// Notes one of the log's bundles, for the case that they do not fit: the newest of them, so that memory stays flat.
    mutating func note(bundle bytes: [UInt8], at path: String) {
        bundles.append(.init(name: path.replacing("/", with: "-"), bytes: bytes))
        var count = bundles.reduce(0) { $0 + $1.bytes.count }
        while count > ReplicaLimits.evidence, bundles.count > 1 { count -= bundles.removeFirst().bytes.count }
    }

    /// The log's files that were read for what does not hold: one of them is wrong, or all are.
    mutating func receiveLogFiles() {
        for (path, bytes) in tiles.inUse { receive(bytes, as: path) }
        received += bundles
    }

    mutating func receive(_ bytes: [UInt8], as name: String, isPersonal: Bool = false) {
        received.append(.init(name: name.replacing("/", with: "-"), bytes: bytes, isPersonal: isPersonal))
    }

    /// Does work that needs tiles of the served tree, which are fetched as it asks for them.
    ///
    /// They are taken as they are: the work must end in a comparison with a root that the vault signed.
    mutating func withTiles<Result>(_ work: (ServedTiles) throws -> Result) async throws -> Result {
        for _ in 0..<ReplicaLimits.tileRounds {
            do {
                return try work(tiles)
            } catch let missing as ServedTiles.Missing {
                tiles.add(try await fetchTile(missing.tile), missing.tile)
            } catch let error as TileError {
                throw ReplicaError(.logDiffers, ["part": "tiles", "reason": error.code])
            }
        }
        throw ReplicaError(.logDiffers, ["part": "tiles", "reason": "endless"])
    }

    private func fetchTile(_ tile: TileCoordinate) async throws -> [UInt8] {
        let limit = tile.isEntryBundle ? ReplicaLimits.bundle : ReplicaLimits.tile
        return try await Self.fetch(tile, from: source, limit: limit)
    }

    /// A tile, or the full one at its place, where the log has grown and the server keeps no partial one.
    static func fetch(_ tile: TileCoordinate, from source: any ReplicaSource, limit: Int) async throws -> [UInt8] {
        for path in tile.isPartial ? [tile.path, tile.full.path] : [tile.path] {
            do {
                return try await source.bytes(of: path, limit: limit)
            } catch let error as ReplicaSourceError where error.reason == .absent {
                continue
            }
        }
        guard source.isWhole else { throw ReplicaError(.incomplete, ["path": tile.path]) }
        throw ReplicaError(.logDiffers, ["part": "tiles", "reason": "absent", "tile": tile.path])
    }

    /// A proof for the receiver's rules, from tiles that lead to the newer root: where those do not, the server's files are
    /// wrong, and no fork is proven.
    ///
    /// - Parameter roots: of the trees by their size.
    static func consistency(
        _ from: UInt64, _ to: UInt64, _ reader: ServedTiles, roots: [UInt64: MerkleHash]
    ) throws -> [MerkleHash] {
        let proof = try TreeProof.consistency(from: from, to: to, reader: reader)
        let beginning = try TreeProof.root(of: from, in: to, reader: reader)
        guard let root = roots[to] else { return proof }
        do {
            try TreeProof.verifyConsistency(from: from, to: to, oldRoot: beginning, newRoot: root, proof: proof)
        } catch {
            throw ReplicaError(.logDiffers, ["part": "tiles", "reason": error.code, "size": String(to)])
        }
        return proof
    }
}
