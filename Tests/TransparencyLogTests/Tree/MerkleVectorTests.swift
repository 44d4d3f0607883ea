import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog

/// The 518 proofs of the corpus's `merkle` folder, good and bad.
@Suite("merkle vectors of the corpus", .enabled(if: Corpus.isUsable("merkle"), "no corpus folder merkle"))
struct MerkleVectorTests {
    struct Vector: Decodable {
        var leafIdx, treeSize, size1, size2, size, start, end: UInt64?
        var root, leafHash, root1, root2: String?
        var proof: [String]?
        var desc: String
        var wantErr: Bool
    }

    @Test(
        "every vector is accepted or refused as it says",
        arguments: [("inclusion", 98), ("consistency", 98), ("subtreeinclusion", 204), ("subtreeconsistency", 118)])
    func vectors(folder: String, count: Int) throws {
        let corpus = try #require(Corpus.folder("merkle"), "KHO_CORPUS_REQUIRED=1, but there is no corpus")
        let files = try #require(
            FileManager.default.enumerator(at: corpus.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        ).compactMap { $0 as? URL }.filter { $0.pathExtension == "json" }
        #expect(files.count == count)
        for file in files {
            let vector = try JSONDecoder().decode(Vector.self, from: Data(contentsOf: file))
            var refusal: String?
            do {
                try verify(vector, folder)
            } catch let error as MerkleProofError {
                refusal = error.code
            } catch is NoHash {
                refusal = "no hash"
            }
            #expect((refusal != nil) == vector.wantErr, "\(file.path): \(vector.desc): \(refusal ?? "accepted")")
        }
    }

    private func verify(_ vector: Vector, _ folder: String) throws {
        let proof = try (vector.proof ?? []).map(hash)
        switch folder {
        case "inclusion":
            try TreeProof.verifyInclusion(
                index: #require(vector.leafIdx), size: #require(vector.treeSize), leaf: hash(vector.leafHash),
                proof: proof, root: hash(vector.root))
        case "consistency":
            try TreeProof.verifyConsistency(
                from: #require(vector.size1), to: #require(vector.size2), oldRoot: hash(vector.root1),
                newRoot: hash(vector.root2), proof: proof)
        case "subtreeinclusion":
            try Subtree.verifyInclusion(
                index: #require(vector.leafIdx), start: #require(vector.start), end: #require(vector.end),
                leaf: hash(vector.leafHash), proof: proof, root: hash(vector.root))
        default:
            try Subtree.verifyConsistency(
                start: #require(vector.start), end: #require(vector.end), size: #require(vector.size),
                subtreeRoot: hash(vector.root1), root: hash(vector.root2), proof: proof)
        }
    }

    private struct NoHash: Error {}

    /// Some vectors hold words ("don't care 1") in place of hashes. A hash here is always 32 bytes, so each such word
    /// gets one of its own that stands for it: equal words stay equal, and the verifier sees the vector. Where there
    /// is nothing at all in the place of a hash, `MerkleHash` has refused already.
    private func hash(_ base64: String?) throws -> MerkleHash {
        let text = try #require(base64)
        if let hash = MerkleHash(base64: text) { return hash }
        guard !text.isEmpty else { throw NoHash() }
        return try #require(MerkleHash(Digest.sha256(of: Array("stands for \(text)".utf8)).bytes))
    }
}
