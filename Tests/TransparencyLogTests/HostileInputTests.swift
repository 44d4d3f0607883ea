import Testing
import TransparencyLog

/// Bytes from elsewhere are refused or read, and never end the process.
@Suite("hostile input")
struct HostileInputTests {
    @Test("random changes to good files neither crash a parser nor come back as other bytes", arguments: 0..<8)
    func changes(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let log = try #require(NoteSigningKey(name: "vault.example/log", seed: [UInt8](repeating: 1, count: 32)))
        let witness = try #require(CosigningKey(name: "w.example", seed: [UInt8](repeating: 2, count: 32)))
        let tree = ReferenceTree(count: 9)
        var note = Checkpoint(origin: log.name, size: 9, root: tree.root(9)).signed(by: log)
        note = try note.adding(#require(witness.cosign(note.text, time: 1)))
        let proof = InclusionProofFile(
            index: 4, hashes: try TreeProof.inclusion(index: 4, size: 9, reader: tree.tiles()),
            checkpoint: note.bytes, extra: [1, 2, 3])
        let policyText =
            "log \(log.verifierKey.text) u\nwitness W \(witness.verifierKey.text)\ngroup G 1 W\nquorum G\n"
        let policy = try LogPolicy(parsing: policyText)
        let tile = try #require(TileCoordinate(path: "tile/entries/x001/234.p/9"))
        let bundle = try EntryBundle.bytes(tree.entries)

        for _ in 0..<400 {
            let changedNote = random.changed(note.bytes)
            if let parsed = try? SignedNote(parsing: changedNote) {
                #expect(parsed.bytes == changedNote)
                _ = try? policy.evaluate(parsed)
                if let checkpoint = try? Checkpoint(parsing: parsed.text) {
                    #expect(checkpoint.text.utf8.elementsEqual(parsed.text.utf8))
                }
            }
            let changedProof = random.changed(proof.bytes)
            if let parsed = try? InclusionProofFile(parsing: changedProof) {
                #expect(parsed.bytes == changedProof)
                _ = try? parsed.verify(leaf: tree.entries[4], policy: policy)
            }
            _ = try? LogPolicy(parsing: random.changed(Array(policyText.utf8)))
            let path = String(decoding: random.changed(Array(tile.path.utf8)), as: UTF8.self)
            if let parsed = TileCoordinate(path: path) { #expect(parsed.path == path) }
            let vkey = String(decoding: random.changed(Array(log.verifierKey.text.utf8)), as: UTF8.self)
            if let parsed = NoteVerifierKey(vkey) { #expect(parsed.text.utf8.elementsEqual(vkey.utf8)) }
            _ = NoteSigningKey(text: String(decoding: random.changed(Array(log.text.utf8)), as: UTF8.self))
            _ = try? EntryBundle.entries(random.changed(bundle), of: tile)
        }
    }

    @Test("proofs of random numbers and hashes are refused, and never crash", arguments: 0..<8)
    func proofs(seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<300 {
            // Numbers of every magnitude, often close to one another.
            let size = random.next() >> (random.next() % 64)
            let first = random.next() % 3 == 0 ? size &- random.next() % 3 : random.next() >> (random.next() % 64)
            let start = random.next() % 2 == 0 ? 0 : first & ~((1 << (random.next() % 64)) - 1)
            let proof = (0..<(random.next() % 67)).map { MerkleHash.leaf([UInt8($0)]) }
            let hash = MerkleHash.leaf([255])
            #expect(throws: MerkleProofError.self) {
                try Subtree.verifyInclusion(
                    index: first, start: start, end: size, leaf: hash, proof: proof, root: .emptyRoot)
            }
            #expect(throws: MerkleProofError.self) {
                try Subtree.verifyConsistency(
                    start: start, end: first, size: size, subtreeRoot: hash, root: .emptyRoot, proof: proof)
            }
            #expect(throws: MerkleProofError.self) {
                try TreeProof.verifyConsistency(from: first, to: size, oldRoot: hash, newRoot: .emptyRoot, proof: proof)
            }
        }
    }
}

/// A small generator with a fixed start, so that a failure can be run again.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Up to four bytes replaced, put in, taken out or doubled.
    mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...Int.random(in: 0...3, using: &self) where !bytes.isEmpty {
            let at = Int.random(in: bytes.indices, using: &self)
            let telling = Array("\n +-/0x.p=".utf8) + [0, 0x7f, 0xe2, 0xff]
            let byte =
                Bool.random(using: &self)
                ? telling.randomElement(using: &self) ?? 0 : .random(in: 0...255, using: &self)
            switch Int.random(in: 0...3, using: &self) {
            case 0: bytes[at] = byte
            case 1: bytes.insert(byte, at: at)
            case 2: bytes.remove(at: at)
            default: bytes.insert(contentsOf: bytes[at..<min(at + 9, bytes.count)], at: at)
            }
        }
        return bytes
    }
}
