import Testing
import TransparencyLog

/// A log that tells two stories: one tree, and another that differs from a leaf on.
struct ForkedLog {
    let key = NoteSigningKey(name: "vault.example/log", seed: [UInt8](repeating: 1, count: 32))!
    let honest: ReferenceTree
    let forked: ReferenceTree

    init(count: Int = 40, fork: Int = 5) {
        honest = ReferenceTree(count: count)
        forked = ReferenceTree(
            (0..<count).map { $0 < fork ? ReferenceTree.entry($0) : Array("forked \($0)".utf8) })
    }

    func note(_ size: Int, of tree: ReferenceTree? = nil) -> SignedNote {
        Checkpoint(origin: key.name, size: UInt64(size), root: (tree ?? honest).root(size)).signed(by: key)
    }

    /// What an honest log, or the other one, would send.
    func request(_ from: Int, _ to: Int, of tree: ReferenceTree? = nil) throws -> WitnessRequest {
        let tree = tree ?? honest
        return WitnessRequest(
            oldSize: UInt64(from),
            proof: try TreeProof.consistency(
                from: UInt64(from), to: UInt64(to), reader: WiderTiles(tiles: tree.tiles())),
            checkpoint: note(to, of: tree).bytes)
    }
}
