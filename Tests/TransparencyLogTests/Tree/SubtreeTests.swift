import Testing
import TransparencyLog

@Suite("subtrees")
struct SubtreeTests {
    @Test("a range is a subtree where its start is a multiple of its length rounded up to a power of two")
    func validity() {
        for start in 0...40 as ClosedRange<UInt64> {
            for end in 0...40 as ClosedRange<UInt64> {
                var ceiling: UInt64 = 1
                while start < end, ceiling < end - start { ceiling *= 2 }
                let expected = start <= end && (start == end || start % ceiling == 0)
                #expect(Subtree.isValid(start: start, end: end) == expected, "[\(start), \(end))")
            }
        }
        #expect(Subtree.isValid(start: 0, end: .max))
        #expect(!Subtree.isValid(start: 1, end: .max))
        #expect(!Subtree.isValid(start: 1 << 62, end: .max))
        #expect(Subtree.isValid(start: 1 << 63, end: .max))
    }

    @Test("proofs of single leaves and of older trees are subtree proofs too")
    func identities() throws {
        let tree = ReferenceTree(count: 33)
        let tiles = try tree.tiles()
        for index in 0..<33 as Range<UInt64> {
            let proof = try TreeProof.inclusion(index: index, size: 33, reader: tiles)
            try Subtree.verifyConsistency(
                start: index, end: index + 1, size: 33, subtreeRoot: tree.leaves[Int(index)], root: tree.root(33),
                proof: proof)
        }
    }

    @Test("the draft's example: [8, 13) of 14 leaves")
    func example() throws {
        let tree = ReferenceTree(count: 14)
        let proof = [tree.root(12..<13), tree.root(13..<14), tree.root(8..<12), tree.root(0..<8)]
        try Subtree.verifyConsistency(
            start: 8, end: 13, size: 14, subtreeRoot: tree.root(8..<13), root: tree.root(14), proof: proof)
        #expect(throws: MerkleProofError.oldRootMismatch) {
            try Subtree.verifyConsistency(
                start: 8, end: 13, size: 14, subtreeRoot: tree.root(8..<12), root: tree.root(14), proof: proof)
        }
        #expect(throws: MerkleProofError.rootMismatch) {
            try Subtree.verifyConsistency(
                start: 8, end: 13, size: 14, subtreeRoot: tree.root(8..<13), root: tree.root(13), proof: proof)
        }
        try Subtree.verifyInclusion(
            index: 10, start: 8, end: 13, leaf: tree.leaves[10],
            proof: [tree.leaves[11], tree.root(8..<10), tree.leaves[12]], root: tree.root(8..<13))
    }
}
