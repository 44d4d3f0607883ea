import Testing
import TransparencyLog

@Suite("entry bundles")
struct EntryBundleTests {
    private func tile(_ width: Int) throws -> TileCoordinate {
        try #require(TileCoordinate(level: TileCoordinate.entriesLevel, index: 0, width: width))
    }

    @Test(
        "a bundle that ends too early is refused",
        arguments: [[], [0], [0, 1], [0, 2, 7], [0, 1, 7, 0]] as [[UInt8]])
    func truncated(bytes: [UInt8]) throws {
        let tile = try tile(1)
        #expect(throws: TileError.malformedBundle(tile)) { try EntryBundle.entries(bytes, of: tile) }
    }

    @Test("of a wider bundle, only the asked entries are given")
    func wider() throws {
        let bytes: [UInt8] = [0, 1, 7, 0, 0, 0, 1, 8]
        #expect(try EntryBundle.entries(bytes, of: tile(2)) == [[7], []])
        #expect(try EntryBundle.entries(bytes, of: tile(3)) == [[7], [], [8]])
        let four = try tile(4)
        #expect(throws: TileError.malformedBundle(four)) { try EntryBundle.entries(bytes, of: four) }
    }

    @Test("no bundle holds more than 256 entries")
    func overfull() throws {
        let full = [UInt8](repeating: 0, count: 2 * 256)
        #expect(try EntryBundle.entries(full, of: tile(256)).count == 256)
        let tile = try tile(256)
        #expect(throws: TileError.malformedBundle(tile)) { try EntryBundle.entries(full + [0, 0], of: tile) }
    }
}
