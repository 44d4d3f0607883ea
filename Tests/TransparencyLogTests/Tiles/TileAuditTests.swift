import Testing
import TransparencyLog

@Suite("tile audit")
struct TileAuditTests {
    @Test("a whole log gives its root again, and every entry once", arguments: [0, 1, 255, 256, 257, 700])
    func whole(size: Int) throws {
        let tree = ReferenceTree(count: size)
        var seen: [[UInt8]] = []
        let frontier = try TileAudit.frontier(size: UInt64(size), reader: tree.tiles()) { index, entry in
            #expect(index == UInt64(seen.count))
            seen.append(entry)
        }
        #expect(frontier.root == tree.root(size))
        #expect(frontier.size == UInt64(size))
        #expect(seen == tree.entries)
    }

    @Test("one changed byte in any tile or bundle is found, and the tile is named")
    func damage() throws {
        let good = try ReferenceTree(count: 600).tiles()
        for tile in good.tiles.keys {
            var bad = good
            bad.tiles[tile]?[2] ^= 0x20
            let error = #expect(throws: TileError.self, "\(tile.path)") {
                try TileAudit.frontier(size: 600, reader: bad)
            }
            if !tile.isEntryBundle { #expect(error == .contentMismatch(tile)) }
        }
    }

    @Test("a log with a missing tile is refused")
    func missing() throws {
        let good = try ReferenceTree(count: 600).tiles()
        for tile in good.tiles.keys {
            var bad = good
            bad.tiles[tile] = nil
            #expect(throws: TileError.absent(tile)) { try TileAudit.frontier(size: 600, reader: bad) }
        }
    }
}
