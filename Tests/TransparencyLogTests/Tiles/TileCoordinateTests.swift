import Testing
import TransparencyLog

@Suite("tile coordinates")
struct TileCoordinateTests {
    @Test(
        "paths are those of tlog-tiles, and parse back",
        arguments: [
            (0, 0, 256, "tile/0/000"), (0, 999, 256, "tile/0/999"), (0, 1000, 256, "tile/0/x001/000"),
            (0, 1_234_067, 256, "tile/0/x001/x234/067"), (3, 5, 1, "tile/3/005.p/1"), (63, 0, 255, "tile/63/000.p/255"),
            (-1, 0, 256, "tile/entries/000"), (-1, 1_000_000, 8, "tile/entries/x001/x000/000.p/8"),
            (0, UInt64.max, 256, "tile/0/x018/x446/x744/x073/x709/x551/615"),
        ] as [(Int, UInt64, Int, String)])
    func paths(level: Int, index: UInt64, width: Int, path: String) throws {
        let tile = try #require(TileCoordinate(level: level, index: index, width: width))
        #expect(tile.path == path)
        #expect(TileCoordinate(path: path) == tile)
    }

    @Test(
        "another spelling of a path names nothing",
        arguments: [
            "", "tile", "tile/", "tile/0", "tile/0/", "/tile/0/000", "tile/0/000/", "tile//000", "tile/00/000",
            "tile/01/000", "tile/64/000", "tile/-1/000", "tile/+1/000", "tile/256/000", "tile/entries",
            "tile/Entries/000",
            "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/x000/000", "tile/0/x000/x001/000", "tile/0/001/000",
            "tile/0/x001", "tile/0/X001/000", "tile/0/x01/000", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0",
            "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/000.p/1/2", "tile/0/000.P/1", "tile/0/000.p/-1",
            "tile/0/.p/1", "tile/0/x000.p/1", "tile/0/../000", "tile/0/%30%30%30", "tile/0/000 ", "tile/0/0\u{0660}0",
            "tile/0/x018/x446/x744/x073/x709/x551/616", "tile/0/x001/x000/x000/x000/x000/x000/x000/000", "xtile/0/000",
            "tile/0/000\u{0}", "checkpoint",
        ])
    func strict(path: String) { #expect(TileCoordinate(path: path) == nil) }

    @Test("levels and widths out of range are refused", arguments: [(-2, 1), (64, 1), (0, 0), (0, 257), (0, -1)])
    func range(level: Int, width: Int) {
        #expect(TileCoordinate(level: level, index: 0, width: width) == nil)
    }

    @Test("a tree of 70,000 leaves has the tiles that tlog-tiles counts for it")
    func example() throws {
        #expect(
            TileCoordinate.partials(size: 70_000).map(\.path) == [
                "tile/entries/273.p/112", "tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1",
            ])
        #expect(TileCoordinate.partials(size: 256).map(\.path) == ["tile/1/000.p/1"])
        #expect(TileCoordinate.partials(size: 0).isEmpty)
        #expect(TileCoordinate.tile(level: 0, index: 272, size: 70_000)?.isPartial == false)
        #expect(TileCoordinate.tile(level: 0, index: 274, size: 70_000) == nil)
        #expect(TileCoordinate.tile(level: 1, index: 0, size: 70_000)?.width == 256)
        #expect(TileCoordinate.tile(level: 3, index: 0, size: 70_000) == nil)
        #expect(TileCoordinate.tile(level: 63, index: 0, size: .max) == nil)
        let partial = try #require(TileCoordinate(path: "tile/0/273.p/112"))
        #expect(partial.exists(inTreeOfSize: 70_000))
        #expect(!partial.exists(inTreeOfSize: 69_999))
        #expect(try #require(TileCoordinate(path: "tile/0/273.p/111")).exists(inTreeOfSize: 70_000))
        #expect(!partial.full.exists(inTreeOfSize: 70_000))
        #expect(partial.byteCount == 112 * 32)
    }
}
