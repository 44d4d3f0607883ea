import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog

/// kho's log in the eyes of a verifier that was written from the specifications alone, in another language.
@Suite(
    "a verifier written from the C2SP texts",
    .enabled(if: Verifier.python != nil || Corpus.isRequired, "no python3 with the package cryptography"))
struct InteroperabilityTests {
    let log = NoteSigningKey(name: "vault.example/log", seed: [UInt8](repeating: 1, count: 32))!
    let witness = CosigningKey(name: "witness.example/w", seed: [UInt8](repeating: 2, count: 32))!

    @Test("it accepts a log on disk at each size, grown in uneven steps, and names damage in any file")
    func logOnDisk() throws {
        try Verifier.inTemporaryFolder { folder in
            let tree = ReferenceTree(count: 66_100)
            var tiles = TilesInMemory()
            var frontier = TreeFrontier()
            for size in [1, 5, 255, 256, 257, 700, 65_536, 66_100] {
                let batch = Array(tree.entries[Int(frontier.size)..<size])
                let writes = try TileGrowth.writes(from: frontier, appending: batch, reader: tiles)
                for write in writes {
                    try Verifier.write(write.bytes, folder.appendingPathComponent(write.coordinate.path))
                }
                tiles.apply(writes)
                for entry in batch { frontier.append(.leaf(entry)) }
                let note = Checkpoint(origin: log.name, size: frontier.size, root: frontier.root).signed(by: log)
                try Verifier.write(note.bytes, folder.appendingPathComponent("checkpoint"))
                let result = try Verifier.run("log", folder.path, log.verifierKey.text)
                #expect(result == .init(status: 0, output: "good: a log of \(size) entries\n"))
            }
            for path in [
                "tile/entries/000", "tile/0/000", "tile/0/258.p/52", "tile/1/000", "tile/2/000.p/1", "checkpoint",
            ] {
                let file = folder.appendingPathComponent(path)
                let good = try [UInt8](Data(contentsOf: file))
                var bad = good
                bad[3] ^= 1
                try Verifier.write(bad, file)
                let result = try Verifier.run("log", folder.path, log.verifierKey.text)
                #expect(result.status == 1 && result.output.hasPrefix("bad: "), "\(path): \(result)")
                try Verifier.write(good, file)
            }
        }
    }

    @Test("it accepts our proof files and checkpoints, with lines of unknown keys, and refuses changed ones")
    func proofs() throws {
        try Verifier.inTemporaryFolder { folder in
            let tree = ReferenceTree(count: 300)
            let proofFile = folder.appendingPathComponent("receipt.tlog-proof")
            let leafFile = folder.appendingPathComponent("leaf")
            let checkpointFile = folder.appendingPathComponent("checkpoint")
            var note = Checkpoint(origin: log.name, size: 300, root: tree.root(300)).signed(by: log)
            note = try note.adding(#require(witness.cosign(note.text, time: 1_700_000_000)))
            note = try note.adding(
                #require(NoteSignature(name: "pq.example", keyID: 6, bytes: .init(repeating: 6, count: 2428))))
            try Verifier.write(note.bytes, checkpointFile)
            #expect(try Verifier.run("checkpoint", checkpointFile.path, log.verifierKey.text).status == 0)
            for (index, extra) in [(0, nil), (255, [1, 2]), (256, nil), (299, nil)] as [(Int, [UInt8]?)] {
                let proof = InclusionProofFile(
                    index: UInt64(index),
                    hashes: try TreeProof.inclusion(index: UInt64(index), size: 300, reader: tree.tiles()),
                    checkpoint: note.bytes, extra: extra)
                try Verifier.write(proof.bytes, proofFile)
                try Verifier.write(tree.entries[index], leafFile)
                let good = try Verifier.run("proof", proofFile.path, leafFile.path, log.verifierKey.text)
                #expect(good == .init(status: 0, output: "good: the entry is number \(index) of 300\n"))
                try Verifier.write(tree.entries[index] + [0], leafFile)
                let bad = try Verifier.run("proof", proofFile.path, leafFile.path, log.verifierKey.text)
                #expect(bad == .init(status: 1, output: "bad: the proof does not lead to the signed root\n"))
            }
            let stranger = try #require(NoteSigningKey(name: log.name, seed: [UInt8](repeating: 9, count: 32)))
            #expect(try Verifier.run("checkpoint", checkpointFile.path, stranger.verifierKey.text).status == 1)
        }
    }

    @Test("it finds the same roots, proofs, tiles and signatures in docs/vectors/log.json")
    func vectors() throws {
        let result = try Verifier.run("vectors", LogVectors.file.path)
        #expect(result.status == 0, "\(result)")
    }

    @Test("wrong usage is told apart from a bad log")
    func usage() throws { #expect(try Verifier.run("log").status == 2) }
}

/// Runs Tests/Interoperability/verify_note_and_proof.py.
private enum Verifier {
    struct Result: Equatable {
        var status: Int32
        var output: String
    }

    private static let script = Corpus.packageRoot.appendingPathComponent(
        "Tests/Interoperability/verify_note_and_proof.py")

    /// `KHO_TEST_PYTHON` (a virtual environment's), else python3, provided that it has the package `cryptography`.
    static let python: String? = {
        let named = ProcessInfo.processInfo.environment["KHO_TEST_PYTHON"]
        return (named.map { [$0] } ?? ["python3"]).first {
            (try? execute($0, ["-c", "import cryptography"]))?.status == 0
        }
    }()

    static func run(_ arguments: String...) throws -> Result {
        let python = try #require(
            python, "neither KHO_TEST_PYTHON nor python3 has the package cryptography, which KHO_CORPUS_REQUIRED wants")
        return try execute(python, [script.path] + arguments)
    }

    private static func execute(_ program: String, _ arguments: [String]) throws -> Result {
        let ended = try Command.run(program, arguments)
        return Result(status: ended.status, output: ended.text)
    }

    static func write(_ bytes: [UInt8], _ file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }

    static func inTemporaryFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kho-log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }
}
