import CanonicalJSON
import Foundation
import PKI
import TestSupport
import Testing
import TransparencyLog
import VaultCore

/// docs/vectors/commitment.json, which was computed by a few lines of Python from the text of the design.
@Suite("Commitment vectors")
struct CommitmentVectorTests {
    private static let cases: [JSON] = {
        let url = Corpus.packageRoot.appendingPathComponent("docs/vectors/commitment.json")
        guard let data = try? Data(contentsOf: url), let json = try? JSON(parsing: [UInt8](data)) else { return [] }
        return json["cases"]?.array ?? []
    }()

    @Test("there are vectors")
    func present() { #expect(Self.cases.count >= 3) }

    @Test("parts, commitment, leaf and leaf hash are those of the vectors", arguments: cases)
    func vector(_ vector: JSON) throws {
        func text(_ key: String) throws -> String { try #require(vector[key]?.string) }
        func salt(_ key: String) throws -> Salt {
            try #require([UInt8](hexadecimal: try text(key)).flatMap { Salt($0) })
        }
        let shared = Commitment.part(Array(try text("shared").utf8), salt: try salt("sharedSalt"))
        let hidden = Commitment.part(Array(try text("private").utf8), salt: try salt("privateSalt"))
        #expect(shared.description == (try text("sharedPart")))
        #expect(hidden.description == (try text("privatePart")))
        let commitment = Commitment.over(shared: shared, private: hidden)
        #expect(commitment.description == (try text("commitment")))
        let time = try #require(Instant(try text("time")))
        let leaf = LogLeaf(commitment: commitment, time: time)
        #expect(leaf.bytes == Array(try text("leaf").utf8))
        #expect(try LogLeaf(bytes: leaf.bytes) == leaf)
        #expect("sha256:" + MerkleHash.leaf(leaf.bytes).bytes.hexadecimal == (try text("leafHash")))
    }

    @Test("the document of the vectors reads back as the same bytes")
    func document() throws {
        let vector = try #require(Self.cases.last)
        let bytes = Array(try #require(vector["shared"]?.string).utf8)
        let part = try SharedPart(bytes: bytes)
        #expect(part.bytes == bytes)
        let description = try #require(part.document)
        #expect(SharedPart(description).bytes == bytes)
        let hidden = Array(try #require(vector["private"]?.string).utf8)
        #expect(try PrivatePart(bytes: hidden).bytes == hidden)
    }

    @Test(
        "a leaf that is not canonical, or says something else of itself, is refused",
        arguments: [
            #"{"commitment":"C","time":"2026-01-01T00:00:00Z","type":"record","v":1}"#,
            #"{"commitment":"C","time":"2026-01-01T00:00:00.000000Z","type":"person","v":1}"#,
            #"{"commitment":"C","time":"2026-01-01T00:00:00.000000Z","type":"record","v":2}"#,
            #"{"commitment":"C", "time":"2026-01-01T00:00:00.000000Z","type":"record","v":1}"#,
            #"{"commitment":"sha256:00","time":"2026-01-01T00:00:00.000000Z","type":"record","v":1}"#,
        ])
    func malformedLeaf(_ text: String) {
        let leaf = text.replacingOccurrences(of: "\"C\"", with: "\"sha256:\(String(repeating: "0", count: 64))\"")
        #expect(throws: VaultError(.leafMalformed)) { try LogLeaf(bytes: Array(leaf.utf8)) }
    }
}
