/// The hashes of one tile, and their bytes.
enum HashTile {
    /// The hashes of a tile, exactly as many as its width; what a wider tile holds beyond them is left out.
    static func hashes(_ tile: TileCoordinate, from reader: some TileReader) throws -> [MerkleHash] {
        let bytes = try reader.bytes(of: tile)
        let size = MerkleHash.byteCount
        guard bytes.count % size == 0, (tile.width...TileCoordinate.fullWidth).contains(bytes.count / size) else {
            throw TileError.wrongByteCount(tile, byteCount: bytes.count)
        }
        return try (0..<tile.width).map { place in
            guard let hash = MerkleHash(Array(bytes[(place * size)..<((place + 1) * size)])) else {
                throw TileError.wrongByteCount(tile, byteCount: bytes.count)
            }
            return hash
        }
    }

    static func bytes(_ hashes: some Sequence<MerkleHash>) -> [UInt8] { hashes.flatMap(\.bytes) }
}
