import TransparencyLog
import VaultCore

/// How far a log has come: what is committed, and how much of it must be in `log/` and in `records/` already.
struct LogExtent: Sendable {
    let state: LogState
    /// The size of the published tree; less than the committed one where a crash came between the two.
    var published: UInt64
    /// Records below this index must be in `records/`.
    var written: UInt64

    var size: UInt64 { state.size }

    /// The forms in which a tile of the committed tree may lie on disk, the one that counts first: what a crash left
    /// unpublished may be there already or not.
    func forms(of tile: TileCoordinate) -> [TileCoordinate] {
        guard let published = publishedForm(of: tile), published != tile else { return [tile] }
        return [tile, published]
    }

    /// Whether the tile must lie there in some form.
    func owes(_ tile: TileCoordinate) -> Bool { publishedForm(of: tile) != nil }

    private func publishedForm(of tile: TileCoordinate) -> TileCoordinate? {
        TileCoordinate.tile(level: tile.level, index: tile.index, size: published)
    }
}
