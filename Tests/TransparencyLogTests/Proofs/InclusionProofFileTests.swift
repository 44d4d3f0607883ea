import Testing
import TransparencyLog

@Suite("inclusion proof files")
struct InclusionProofFileTests {
    let log = NoteSigningKey(name: "vault.example/log", seed: [UInt8](repeating: 1, count: 32))!
    let witness = CosigningKey(name: "witness.example/w", seed: [UInt8](repeating: 2, count: 32))!
    let tree = ReferenceTree(count: 20)

    private func policy(_ quorum: String) throws -> LogPolicy {
        try LogPolicy(
            parsing: "log \(log.verifierKey.text)\nwitness W \(witness.verifierKey.text)\nquorum \(quorum)\n")
    }

    private func file(index: UInt64, extra: [UInt8]? = nil, witnessed: Bool = false) throws -> InclusionProofFile {
        var note = Checkpoint(origin: log.name, size: 20, root: tree.root(20)).signed(by: log)
        if witnessed { note = try note.adding(#require(witness.cosign(note.text, time: 1_700_000_000))) }
        return InclusionProofFile(
            index: index, hashes: try TreeProof.inclusion(index: index, size: 20, reader: tree.tiles()),
            checkpoint: note.bytes, extra: extra)
    }

    @Test("a proof file of every leaf verifies, and says what it proves")
    func verifies() throws {
        for index in 0..<20 {
            let bytes = try file(index: UInt64(index)).bytes
            let evaluation = try InclusionProofFile(parsing: bytes).verify(
                leaf: tree.entries[index], policy: policy("none"))
            #expect(evaluation.checkpoint == Checkpoint(origin: log.name, size: 20, root: tree.root(20)))
            #expect(!evaluation.isWitnessed)
        }
        let evaluation = try file(index: 3, witnessed: true).verify(leaf: tree.entries[3], policy: policy("W"))
        #expect(evaluation.witnessedTime == 1_700_000_000)
    }

    @Test(
        "the text is that of tlog-proof, and parses back",
        arguments: [nil, [0], Array("extra data".utf8)] as [[UInt8]?])
    func text(extra: [UInt8]?) throws {
        let file = try file(index: 19, extra: extra)
        let head = "c2sp.org/tlog-proof@v1\n" + (extra.map { _ in "extra " } ?? "index 19\n")
        #expect(file.bytes.starts(with: head.utf8))
        #expect(try InclusionProofFile(parsing: file.bytes) == file)
        _ = try InclusionProofFile(parsing: file.bytes).verify(leaf: tree.entries[19], policy: policy("none"))
    }

    @Test("extra data that is empty is left out")
    func emptyExtra() throws {
        #expect(try file(index: 1, extra: []).bytes == file(index: 1).bytes)
    }

    @Test("a tree of one leaf has a proof without hashes")
    func single() throws {
        let root = MerkleHash.leaf([7])
        let file = InclusionProofFile(
            index: 0, hashes: [], checkpoint: Checkpoint(origin: log.name, size: 1, root: root).signed(by: log).bytes)
        let parsed = try InclusionProofFile(parsing: file.bytes)
        _ = try parsed.verify(leaf: [7], policy: policy("none"))
        #expect(throws: MerkleProofError.rootMismatch) { try parsed.verify(leaf: [8], policy: policy("none")) }
    }

    @Test("any changed bit of a proof file is refused")
    func changedBits() throws {
        let bytes = try file(index: 6, witnessed: true).bytes
        let policy = try policy("W")
        for at in bytes.indices {
            for bit in 0..<8 {
                var other = bytes
                other[at] ^= 1 << bit
                #expect(throws: (any Error).self, "byte \(at), bit \(bit)") {
                    try InclusionProofFile(parsing: other).verify(leaf: tree.entries[6], policy: policy)
                }
            }
        }
    }

    @Test("a proof file cut anywhere is refused")
    func truncated() throws {
        let bytes = try file(index: 6).bytes
        for count in 0..<bytes.count {
            #expect(throws: (any Error).self) {
                try InclusionProofFile(parsing: Array(bytes[..<count])).verify(
                    leaf: tree.entries[6], policy: policy("none"))
            }
        }
    }

    @Test("another leaf, another index, missing witnesses and a foreign log are refused, each by its name")
    func refusals() throws {
        let file = try file(index: 6)
        #expect(throws: MerkleProofError.rootMismatch) {
            try file.verify(leaf: tree.entries[7], policy: policy("none"))
        }
        let moved = InclusionProofFile(index: 5, hashes: file.hashes, checkpoint: file.checkpoint)
        #expect(throws: MerkleProofError.rootMismatch) {
            try moved.verify(leaf: tree.entries[6], policy: policy("none"))
        }
        let outside = InclusionProofFile(index: 20, hashes: file.hashes, checkpoint: file.checkpoint)
        #expect(throws: MerkleProofError.indexOutOfRange(index: 20, start: 0, end: 20)) {
            try outside.verify(leaf: tree.entries[6], policy: policy("none"))
        }
        #expect(throws: LogPolicyError.quorumNotMet) { try file.verify(leaf: tree.entries[6], policy: policy("W")) }
        let stranger = try #require(NoteSigningKey(name: log.name, seed: [UInt8](repeating: 3, count: 32)))
        #expect(throws: LogPolicyError.notSignedByLog) {
            try file.verify(
                leaf: tree.entries[6], policy: LogPolicy(parsing: "log \(stranger.verifierKey.text)\nquorum none\n"))
        }
    }

    @Test("malformed proof files are refused, each by its name")
    func malformed() throws {
        let hash = MerkleHash.emptyRoot.base64
        let first = "c2sp.org/tlog-proof@v1\n"
        let cases: [(String, ProofFileError)] = [
            ("", .unknownFormat), ("c2sp.org/tlog-proof@v1", .unknownFormat),
            ("c2sp.org/tlog-proof@v2\nindex 0\n\nx\n", .unknownFormat), ("\(first)", .malformedIndex),
            ("\(first)extra \nindex 0\n\nx\n", .malformedExtra), ("\(first)extra !\nindex 0\n\nx\n", .malformedExtra),
            ("\(first)extra AA==\nextra AA==\nindex 0\n\nx\n", .malformedIndex),
            ("\(first)index 0\nextra AA==\n\nx\n", .malformedHash(1)), ("\(first)index\n\nx\n", .malformedIndex),
            ("\(first)index 00\n\nx\n", .malformedIndex), ("\(first)index  0\n\nx\n", .malformedIndex),
            ("\(first)index 18446744073709551616\n\nx\n", .malformedIndex),
            ("\(first)index 0\n\(hash)\nAAAA\n\nx\n", .malformedHash(2)),
            ("\(first)index 0\n\(hash)\r\n\nx\n", .malformedHash(1)),
            ("\(first)index 0\n\(hash)\n", .noCheckpoint), ("\(first)index 0\n\n", .noCheckpoint),
            (
                "\(first)index 0\n" + String(repeating: hash + "\n", count: 65) + "\nx\n",
                .tooManyHashes(limit: 64)
            ),
        ]
        for (text, error) in cases {
            #expect(throws: error, "\(text)") { try InclusionProofFile(parsing: Array(text.utf8)) }
        }
        #expect(throws: ProofFileError.tooLarge(byteCount: (2 << 20) + 1, limit: 2 << 20)) {
            try InclusionProofFile(parsing: [UInt8](repeating: 0, count: (2 << 20) + 1))
        }
    }
}
