import Testing
import TransparencyLog

@Suite("tree frontier")
struct TreeFrontierTests {
    @Test("its root is the tree's at every size")
    func roots() {
        let tree = ReferenceTree(count: 300)
        var frontier = TreeFrontier()
        for size in 0...300 {
            #expect(frontier.size == UInt64(size))
            #expect(frontier.root == tree.root(size), "size \(size)")
            if size < 300 { frontier.append(tree.leaves[size]) }
        }
    }

    @Test("it can be stored by its size and hashes, and goes on from there")
    func stored() throws {
        let tree = ReferenceTree(count: 64)
        var whole = TreeFrontier()
        for leaf in tree.leaves { whole.append(leaf) }
        for size in 0...64 {
            var first = TreeFrontier()
            for leaf in tree.leaves[..<size] { first.append(leaf) }
            var again = try #require(TreeFrontier(size: first.size, hashes: first.hashes))
            #expect(again == first)
            for leaf in tree.leaves[size...] { again.append(leaf) }
            #expect(again == whole)
        }
    }

    @Test("a number of hashes that does not fit the size is refused")
    func misfit() {
        let hash = MerkleHash.leaf([])
        #expect(TreeFrontier(size: 3, hashes: [hash]) == nil)
        #expect(TreeFrontier(size: 0, hashes: [hash]) == nil)
        #expect(TreeFrontier(size: 4, hashes: [hash, hash, hash]) == nil)
        #expect(TreeFrontier(size: .max, hashes: Array(repeating: hash, count: 64)) != nil)
    }
}
