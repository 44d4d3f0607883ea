import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog

/// The content of docs/vectors/log.json, made here and nowhere else, always the same.
///
/// `KHO_WRITE_VECTORS=1` writes the file; without it, the test compares.
struct LogVectors: Codable, Equatable {
    struct Leaf: Codable, Equatable { var entry, hash: String }
    struct Root: Codable, Equatable {
        var size: UInt64
        var root: String
    }
    struct Inclusion: Codable, Equatable {
        var index, size: UInt64
        var proof: [String]
    }
    struct Consistency: Codable, Equatable {
        var from, to: UInt64
        var proof: [String]
    }
    /// A hash tile: hash i is the root over `span` leaves from number `start + i * span` on.
    struct Tile: Codable, Equatable {
        var path: String
        var start, span, width: Int
        var digest: String
    }
    struct LogKey: Codable, Equatable { var seed, signingKey, verifierKey: String }
    struct WitnessKey: Codable, Equatable {
        var seed, verifierKey: String
        var time: UInt64
    }
    struct ProofFile: Codable, Equatable { var leaf, content, policy: String }

    var format = "kho.log-vectors/1"
    var about =
        "Made by kho's tests. Entry number i is entryPrefix and i in decimal, ASCII. Hashes and roots are base64, "
        + "entries and seeds hexadecimal. Keys are for tests only."
    var entryPrefix = "kho.log-vector/"
    var leaves: [Leaf]
    var roots: [Root]
    var inclusion: [Inclusion]
    var consistency: [Consistency]
    var tiles: [Tile]
    var logKey: LogKey
    var witnessKey: WitnessKey
    var checkpoint: String
    var cosignedCheckpoint: String
    var proofFile: ProofFile

    static let file = Corpus.packageRoot.appendingPathComponent("docs/vectors/log.json")
    private static let sizes: [UInt64] = Array(0...16) + [255, 256, 257, 300, 511, 512, 513, 65_536, 65_793]

    static func make() throws -> LogVectors {
        let last = Int(sizes.max() ?? 0)
        let prefix = "kho.log-vector/"
        let tree = ReferenceTree((0..<last).map { Array("\(prefix)\($0)".utf8) })
        let reader = WiderTiles(tiles: try tree.tiles())
        let log = try #require(NoteSigningKey(name: "vectors.kho.example/log", seed: [UInt8](0..<32)))
        let witness = try #require(CosigningKey(name: "vectors.kho.example/witness", seed: [UInt8](32..<64)))
        let time: UInt64 = 1_735_689_600

        let checkpoint = Checkpoint(
            origin: log.name, size: 300, root: try TreeProof.root(size: 300, reader: reader)
        ).signed(by: log)
        let cosigned = try checkpoint.adding(#require(witness.cosign(checkpoint.text, time: time)))
        let proof = InclusionProofFile(
            index: 256, hashes: try TreeProof.inclusion(index: 256, size: 300, reader: reader),
            checkpoint: cosigned.bytes)
        let policy =
            "log \(log.verifierKey.text)\nwitness W \(witness.verifierKey.text)\nquorum W\n"

        return LogVectors(
            leaves: ([[], [0], Array("\(prefix)0".utf8), [UInt8](repeating: 0xff, count: 300)]).map {
                Leaf(entry: $0.hexadecimal, hash: MerkleHash.leaf($0).base64)
            },
            roots: try sizes.map { Root(size: $0, root: try TreeProof.root(size: $0, reader: reader).base64) },
            inclusion: try [
                (0, 1), (0, 2), (2, 3), (5, 7), (6, 7), (15, 16), (0, 257), (255, 256), (256, 257), (511, 513),
                (65_792, 65_793), (300, 65_793),
            ].map { index, size in
                Inclusion(
                    index: index, size: size,
                    proof: try TreeProof.inclusion(index: index, size: size, reader: reader).map(\.base64))
            },
            consistency: try [
                (1, 2), (3, 7), (4, 7), (6, 7), (6, 8), (7, 7), (255, 256), (256, 257), (300, 513), (300, 65_793),
                (65_536, 65_793),
            ].map { from, to in
                Consistency(
                    from: from, to: to,
                    proof: try TreeProof.consistency(from: from, to: to, reader: reader).map(\.base64))
            },
            tiles: try [(0, 0), (0, 255), (0, 257), (1, 0), (1, 1), (2, 0)].map { level, index in
                let tile = try #require(TileCoordinate.tile(level: level, index: UInt64(index), size: UInt64(last)))
                let span = level == 0 ? 1 : level == 1 ? 256 : 65_536
                return Tile(
                    path: tile.path, start: index * 256 * span, span: span, width: tile.width,
                    digest: Digest.sha256(of: try reader.bytes(of: tile)).description)
            },
            logKey: LogKey(
                seed: [UInt8](0..<32).hexadecimal, signingKey: log.text, verifierKey: log.verifierKey.text),
            witnessKey: WitnessKey(
                seed: [UInt8](32..<64).hexadecimal, verifierKey: witness.verifierKey.text, time: time),
            checkpoint: String(decoding: checkpoint.bytes, as: UTF8.self),
            cosignedCheckpoint: String(decoding: cosigned.bytes, as: UTF8.self),
            proofFile: ProofFile(
                leaf: tree.entries[256].hexadecimal, content: String(decoding: proof.bytes, as: UTF8.self),
                policy: policy))
    }
}

@Suite("log vectors")
struct LogVectorTests {
    @Test("docs/vectors/log.json holds what this code makes")
    func unchanged() throws {
        let made = try LogVectors.make()
        if ProcessInfo.processInfo.environment["KHO_WRITE_VECTORS"] == "1" {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try FileManager.default.createDirectory(
                at: LogVectors.file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try (encoder.encode(made) + Data("\n".utf8)).write(to: LogVectors.file, options: .atomic)
        }
        let kept = try JSONDecoder().decode(LogVectors.self, from: Data(contentsOf: LogVectors.file))
        #expect(kept == made)
    }

    @Test("the proof file of the vectors verifies under their policy, witnessed")
    func proofFile() throws {
        let kept = try JSONDecoder().decode(LogVectors.self, from: Data(contentsOf: LogVectors.file))
        let policy = try LogPolicy(parsing: kept.proofFile.policy)
        let leaf = try #require([UInt8](hexadecimal: kept.proofFile.leaf))
        let evaluation = try InclusionProofFile(parsing: Array(kept.proofFile.content.utf8)).verify(
            leaf: leaf, policy: policy)
        #expect(evaluation.witnessedTime == kept.witnessKey.time)
    }
}
