import Testing
import TransparencyLog

@Suite("tree proofs")
struct TreeProofTests {
    @Test("every leaf of every small tree can be proven, and its neighbour cannot by the same proof")
    func inclusion() throws {
        let tree = ReferenceTree(count: 40)
        for size in 1...40 {
            let tiles = try ReferenceTree(Array(tree.entries[..<size])).tiles()
            for index in 0..<size {
                let proof = try TreeProof.inclusion(index: UInt64(index), size: UInt64(size), reader: tiles)
                #expect(proof == path(index, 0..<size, tree))
                try TreeProof.verifyInclusion(
                    index: UInt64(index), size: UInt64(size), leaf: tree.leaves[index], proof: proof,
                    root: tree.root(size))
                let other = (index + 1) % size
                if other != index {
                    #expect(throws: MerkleProofError.self) {
                        try TreeProof.verifyInclusion(
                            index: UInt64(other), size: UInt64(size), leaf: tree.leaves[index], proof: proof,
                            root: tree.root(size))
                    }
                }
            }
        }
    }

    @Test("every small tree is proven to begin with every smaller one, by the proof of RFC 9162")
    func consistency() throws {
        let tree = ReferenceTree(count: 40)
        let tiles = try tree.tiles()
        for to in 0...40 {
            // Tiles of the largest tree hold all that a smaller one's partial tiles held.
            let reader = WiderTiles(tiles: tiles)
            for from in 0...to {
                let proof = try TreeProof.consistency(from: UInt64(from), to: UInt64(to), reader: reader)
                guard from > 0 else {
                    #expect(proof.isEmpty)
                    continue
                }
                #expect(proof == subproof(from, 0..<to, true, tree), "\(from) to \(to)")
                try TreeProof.verifyConsistency(
                    from: UInt64(from), to: UInt64(to), oldRoot: tree.root(from), newRoot: tree.root(to), proof: proof)
                guard from < to else { continue }
                #expect(throws: MerkleProofError.self) {
                    try TreeProof.verifyConsistency(
                        from: UInt64(from), to: UInt64(to), oldRoot: tree.root(from - 1), newRoot: tree.root(to),
                        proof: proof)
                }
                #expect(throws: MerkleProofError.self) {
                    try TreeProof.verifyConsistency(
                        from: UInt64(from), to: UInt64(to), oldRoot: tree.root(from), newRoot: tree.root(to - 1),
                        proof: proof)
                }
            }
        }
    }

    @Test("proofs and roots hold where a tree fills and outgrows tiles of two levels")
    func largeTrees() throws {
        let tree = ReferenceTree(count: 70_000)
        let tiles = try tree.tiles()
        var frontier = TreeFrontier()
        var roots: [UInt64: TreeFrontier] = [:]
        let sizes: [UInt64] = [1, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_792, 69_999, 70_000]
        for leaf in tree.leaves {
            frontier.append(leaf)
            if sizes.contains(frontier.size) { roots[frontier.size] = frontier }
        }
        let reader = WiderTiles(tiles: tiles)
        for size in sizes {
            let expected = try #require(roots[size])
            #expect(try TreeProof.root(size: size, reader: reader) == expected.root)
            #expect(try TreeProof.frontier(size: size, reader: reader) == expected)
            for index in Set([0, 1, 254, 255, 256, 257, 65_535, 65_536, size / 2, size - 1]) where index < size {
                try TreeProof.verifyInclusion(
                    index: index, size: size, leaf: tree.leaves[Int(index)],
                    proof: TreeProof.inclusion(index: index, size: size, reader: reader), root: expected.root)
            }
            for from in sizes where from <= size {
                try TreeProof.verifyConsistency(
                    from: from, to: size, oldRoot: #require(roots[from]).root, newRoot: expected.root,
                    proof: TreeProof.consistency(from: from, to: size, reader: reader))
            }
        }
    }

    @Test("only tiles that the tree of the asked size has are read")
    func tilesRead() throws {
        let tiles = try ReferenceTree(count: 600).tiles()
        // The tree of size 600 has these and no others; a reader of exactly these must do.
        #expect(
            Set(tiles.tiles.keys.map(\.path)) == [
                "tile/entries/000", "tile/entries/001", "tile/entries/002.p/88", "tile/0/000", "tile/0/001",
                "tile/0/002.p/88", "tile/1/000.p/2",
            ])
        for index in [0, 255, 256, 511, 512, 599] as [UInt64] {
            _ = try TreeProof.inclusion(index: index, size: 600, reader: tiles)
        }
        for from in [1, 256, 300, 512, 599] as [UInt64] {
            _ = try TreeProof.consistency(from: from, to: 600, reader: tiles)
        }
        // A size of the past asks for partial tiles of its own.
        #expect(throws: TileError.absent(TileCoordinate(level: 1, index: 0, width: 1)!)) {
            try TreeProof.inclusion(index: 256, size: 300, reader: tiles)
        }
    }

    @Test("proofs that cannot be are refused before anything is computed")
    func impossible() throws {
        let hash = MerkleHash.leaf([])
        #expect(throws: MerkleProofError.indexOutOfRange(index: 3, start: 0, end: 3)) {
            try TreeProof.verifyInclusion(index: 3, size: 3, leaf: hash, proof: [], root: hash)
        }
        #expect(throws: MerkleProofError.tooManyHashes(count: 65, limit: 64)) {
            try TreeProof.verifyInclusion(
                index: 0, size: .max, leaf: hash, proof: Array(repeating: hash, count: 65), root: hash)
        }
        #expect(throws: MerkleProofError.tooManyHashes(count: 66, limit: 65)) {
            try TreeProof.verifyConsistency(
                from: 1, to: .max, oldRoot: hash, newRoot: hash, proof: Array(repeating: hash, count: 66))
        }
        #expect(throws: MerkleProofError.sizesOutOfOrder(from: 2, to: 1)) {
            try TreeProof.verifyConsistency(from: 2, to: 1, oldRoot: hash, newRoot: hash, proof: [])
        }
        for to in [0, 1] as [UInt64] {
            #expect(throws: MerkleProofError.emptyOldTree) {
                try TreeProof.verifyConsistency(from: 0, to: to, oldRoot: .emptyRoot, newRoot: .emptyRoot, proof: [])
            }
        }
        let tiles = TilesInMemory()
        #expect(throws: MerkleProofError.indexOutOfRange(index: 0, start: 0, end: 0)) {
            try TreeProof.inclusion(index: 0, size: 0, reader: tiles)
        }
        #expect(throws: MerkleProofError.sizesOutOfOrder(from: 5, to: 4)) {
            try TreeProof.consistency(from: 5, to: 4, reader: tiles)
        }
        #expect(try TreeProof.root(size: 0, reader: tiles) == .emptyRoot)
    }

    @Test("the largest sizes are computed without overflow")
    func largestSizes() {
        let hash = MerkleHash.leaf([])
        for index in [0, 1, UInt64.max / 2, .max - 2, .max - 1] as [UInt64] {
            #expect(throws: MerkleProofError.self) {
                try TreeProof.verifyInclusion(
                    index: index, size: .max, leaf: hash, proof: Array(repeating: hash, count: 64), root: hash)
            }
        }
        for from in [1, 1 << 63, (1 << 63) + 1, .max - 1, .max] as [UInt64] {
            #expect(throws: MerkleProofError.self) {
                try TreeProof.verifyConsistency(
                    from: from, to: .max, oldRoot: hash, newRoot: hash, proof: Array(repeating: hash, count: 65))
            }
        }
    }

    /// PATH of RFC 9162 section 2.1.3.1, as it is written there.
    private func path(_ index: Int, _ range: Range<Int>, _ tree: ReferenceTree) -> [MerkleHash] {
        guard range.count > 1 else { return [] }
        var middle = 1
        while middle * 2 < range.count { middle *= 2 }
        middle += range.lowerBound
        return index < middle
            ? path(index, range.lowerBound..<middle, tree) + [tree.root(middle..<range.upperBound)]
            : path(index, middle..<range.upperBound, tree) + [tree.root(range.lowerBound..<middle)]
    }

    /// SUBPROOF of RFC 9162 section 2.1.4.1, as it is written there.
    private func subproof(_ size: Int, _ range: Range<Int>, _ known: Bool, _ tree: ReferenceTree) -> [MerkleHash] {
        guard size < range.upperBound else { return known ? [] : [tree.root(range)] }
        var middle = 1
        while middle * 2 < range.count { middle *= 2 }
        middle += range.lowerBound
        return size <= middle
            ? subproof(size, range.lowerBound..<middle, known, tree) + [tree.root(middle..<range.upperBound)]
            : subproof(size, middle..<range.upperBound, false, tree) + [tree.root(range.lowerBound..<middle)]
    }
}

/// A log that has deleted the partial tiles of its past and answers with the widest tile it has.
struct WiderTiles: TileReader {
    let tiles: TilesInMemory

    func bytes(of tile: TileCoordinate) throws -> [UInt8] {
        for width in tile.width...TileCoordinate.fullWidth {
            let wider = TileCoordinate(level: tile.level, index: tile.index, width: width)
            if let bytes = wider.flatMap({ tiles.tiles[$0] }) { return bytes }
        }
        throw TileError.absent(tile)
    }
}
