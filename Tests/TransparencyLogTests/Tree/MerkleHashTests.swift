import PKI
import Testing
import TransparencyLog

@Suite("Merkle hashes")
struct MerkleHashTests {
    @Test("leaves, nodes and the empty root are hashed as RFC 6962 says")
    func prefixes() throws {
        let entry = Array("abc".utf8)
        #expect(MerkleHash.leaf(entry).bytes == Digest.sha256(of: [0x00] + entry).bytes)
        #expect(MerkleHash.leaf([]).bytes == Digest.sha256(of: [0x00] as [UInt8]).bytes)
        let left = MerkleHash.leaf([1])
        let right = MerkleHash.leaf([2])
        #expect(MerkleHash.node(left, right).bytes == Digest.sha256(of: [0x01] + left.bytes + right.bytes).bytes)
        #expect(MerkleHash.emptyRoot.bytes == Digest.sha256(of: [UInt8]()).bytes)
        #expect(MerkleHash.emptyRoot.base64 == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
    }

    @Test("only 32 bytes are a hash", arguments: [0, 31, 33, 64])
    func length(count: Int) {
        #expect(MerkleHash([UInt8](repeating: 7, count: count)) == nil)
        #expect(MerkleHash(base64: Base64.encode([UInt8](repeating: 7, count: count))) == nil)
    }

    @Test("a hash has one base64 text only")
    func base64() {
        let text = MerkleHash.leaf([1]).base64
        #expect(MerkleHash(base64: text) == MerkleHash.leaf([1]))
        #expect(MerkleHash(base64: text + "\n") == nil)
        #expect(MerkleHash(base64: String(text.dropLast())) == nil)
        // The last character before the padding carries two bits that must be zero.
        #expect(MerkleHash(base64: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=") == nil)
        #expect(MerkleHash(base64: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=") == nil)
    }
}
