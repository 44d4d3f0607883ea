import Testing
import TransparencyLog

@Suite("tile growth")
struct TileGrowthTests {
    @Test(
        "a log grown in steps has the tiles that tlog-tiles defines, whatever the steps",
        arguments: [1, 7, 100, 255, 256, 257, 700])
    func steps(step: Int) throws {
        let tree = ReferenceTree(count: 700)
        var tiles = TilesInMemory()
        var frontier = TreeFrontier()
        while frontier.size < 700 {
            let batch = Array(tree.entries[Int(frontier.size)..<min(700, Int(frontier.size) + step)])
            let writes = try TileGrowth.writes(from: frontier, appending: batch, reader: tiles)
            #expect(writes == (try TileGrowth.writes(from: frontier.size, appending: batch, reader: tiles)))
            for write in writes { #expect(tiles.tiles[write.coordinate] == nil, "\(write.coordinate.path) twice") }
            tiles.apply(writes)
            for entry in batch { frontier.append(.leaf(entry)) }
            for partial in TileCoordinate.partials(size: frontier.size) { #expect(tiles.tiles[partial] != nil) }
            #expect(try TreeProof.root(size: frontier.size, reader: tiles) == frontier.root)
        }
        #expect(frontier.root == tree.root(700))
        for (tile, bytes) in tiles.tiles { #expect(bytes == expected(tile, tree), "\(tile.path)") }
    }

    @Test("nothing appended writes nothing")
    func nothing() throws {
        #expect(try TileGrowth.writes(from: 5, appending: [], reader: TilesInMemory()).isEmpty)
    }

    @Test("a level that gains no hash is not written again")
    func untouchedLevels() throws {
        let tree = ReferenceTree(count: 513)
        var tiles = TilesInMemory()
        tiles.apply(try TileGrowth.writes(from: 0, appending: Array(tree.entries[..<512]), reader: tiles))
        let writes = try TileGrowth.writes(from: 512, appending: [tree.entries[512]], reader: tiles)
        #expect(writes.map(\.coordinate.path) == ["tile/entries/002.p/1", "tile/0/002.p/1"])
    }

    @Test("a full tile at every level is written with its parents")
    func fullLevels() throws {
        let tree = ReferenceTree(count: 65_536)
        var tiles = TilesInMemory()
        tiles.apply(try TileGrowth.writes(from: 0, appending: Array(tree.entries[..<65_535]), reader: tiles))
        let writes = try TileGrowth.writes(from: 65_535, appending: [tree.entries[65_535]], reader: tiles)
        #expect(
            writes.map(\.coordinate.path) == ["tile/entries/255", "tile/0/255", "tile/1/000", "tile/2/000.p/1"])
        #expect(writes.last?.bytes == Self.root(tree).bytes)
    }

    @Test("entries of any allowed length go into bundles; a longer one is refused")
    func entryLengths() throws {
        let entries: [[UInt8]] = [[], [0], [UInt8](repeating: 9, count: 65_535), [1, 2]]
        let writes = try TileGrowth.writes(from: 0, appending: entries, reader: TilesInMemory())
        let bundle = try #require(writes.first { $0.coordinate.isEntryBundle })
        #expect(bundle.coordinate.path == "tile/entries/000.p/4")
        #expect(bundle.bytes.starts(with: [0, 0, 0, 1, 0, 0xff, 0xff, 9]))
        #expect(try EntryBundle.entries(bundle.bytes, of: bundle.coordinate) == entries)
        #expect(throws: TileError.entryTooLong(byteCount: 65_536, limit: 65_535)) {
            try TileGrowth.writes(
                from: 0, appending: [[UInt8](repeating: 0, count: 65_536)], reader: TilesInMemory())
        }
    }

    @Test("a log does not grow out of damaged partial tiles")
    func damage() throws {
        let tree = ReferenceTree(count: 600)
        let good = try tree.tiles()
        var frontier = TreeFrontier()
        for leaf in tree.leaves { frontier.append(leaf) }
        for partial in TileCoordinate.partials(size: 600) {
            var bad = good
            bad.tiles[partial]?[10] ^= 1
            #expect(throws: TileError.contentMismatch(partial), "\(partial.path)") {
                try TileGrowth.writes(from: frontier, appending: [[1]], reader: bad)
            }
            bad.tiles[partial]?.removeLast()
            #expect(throws: TileError.self) { try TileGrowth.writes(from: frontier, appending: [[1]], reader: bad) }
            bad.tiles[partial] = nil
            #expect(throws: TileError.absent(partial)) {
                try TileGrowth.writes(from: frontier, appending: [[1]], reader: bad)
            }
        }
    }

    @Test("a size beyond 64 bits is refused")
    func overflow() {
        #expect(throws: TileError.sizeOverflow) {
            try TileGrowth.writes(from: .max, appending: [[1]], reader: TilesInMemory())
        }
    }

    private func expected(_ tile: TileCoordinate, _ tree: ReferenceTree) -> [UInt8] {
        let first = Int(tile.index) * 256
        if tile.isEntryBundle {
            return tree.entries[first..<(first + tile.width)].flatMap {
                [UInt8($0.count / 256), UInt8($0.count % 256)] + $0
            }
        }
        let span = tile.level == 0 ? 1 : 256
        return (first..<(first + tile.width)).flatMap { tree.root(($0 * span)..<(($0 + 1) * span)).bytes }
    }

    private static func root(_ tree: ReferenceTree) -> MerkleHash {
        var frontier = TreeFrontier()
        for leaf in tree.leaves { frontier.append(leaf) }
        return frontier.root
    }
}
