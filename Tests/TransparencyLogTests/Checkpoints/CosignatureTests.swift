import PKI
import Testing
import TransparencyLog

@Suite("cosignatures")
struct CosignatureTests {
    let witness = CosigningKey(name: "witness.example/w1", seed: [UInt8](repeating: 4, count: 32))!
    let text = Checkpoint(origin: "vault.example/log", size: 1, root: .leaf([1])).text

    @Test("a cosignature signs the header, the time and the whole checkpoint")
    func message() throws {
        let line = try #require(witness.cosign(text, time: 1_679_315_147))
        #expect(line.bytes.count == 72)
        #expect(line.bytes.prefix(8).elementsEqual([0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb]))
        #expect(
            Ed25519.verify(
                Array(line.bytes.dropFirst(8)), of: Array("cosignature/v1\ntime 1679315147\n\(text)".utf8),
                publicKey: witness.verifierKey.publicKey))
        #expect(witness.verifierKey.verifies(line, over: text))
        #expect(!witness.verifierKey.verifies(line, over: text + "x\n"))
    }

    @Test("any changed bit of a cosignature, its time included, unmakes it")
    func changed() throws {
        let line = try #require(witness.cosign(text, time: 1_679_315_147))
        for at in line.bytes.indices {
            var bytes = line.bytes
            bytes[at] ^= 1
            let other = try #require(NoteSignature(name: line.name, keyID: line.keyID, bytes: bytes))
            #expect(!witness.verifierKey.verifies(other, over: text))
        }
        for count in [1, 64, 71] {
            let short = try #require(
                NoteSignature(name: line.name, keyID: line.keyID, bytes: Array(line.bytes.prefix(count))))
            #expect(!witness.verifierKey.verifies(short, over: text))
        }
    }

    @Test("a plain note signature of the same key is no cosignature, and the reverse")
    func domains() throws {
        let log = try #require(NoteSigningKey(name: witness.verifierKey.name, seed: [UInt8](repeating: 4, count: 32)))
        let plain = log.sign(text)
        let asCosignature = try #require(
            NoteSignature(
                name: plain.name, keyID: witness.verifierKey.keyID, bytes: [UInt8](repeating: 0, count: 8) + plain.bytes
            ))
        #expect(!witness.verifierKey.verifies(asCosignature, over: text))
        let cosigned = try #require(witness.cosign(text, time: 5))
        let asPlain = try #require(
            NoteSignature(name: log.name, keyID: log.verifierKey.keyID, bytes: Array(cosigned.bytes.dropFirst(8))))
        #expect(!log.verifierKey.verifies(asPlain, over: text))
    }

    @Test("times beyond 2^63 - 1 are neither made nor believed")
    func times() throws {
        #expect(witness.cosign(text, time: UInt64(Int64.max)) != nil)
        #expect(witness.cosign(text, time: 1 << 63) == nil)
        let message = Array("cosignature/v1\ntime \(UInt64(1) << 63)\n\(text)".utf8)
        let signature = try #require(Ed25519.sign(message, seed: [UInt8](repeating: 4, count: 32)))
        let line = try #require(
            NoteSignature(
                name: witness.verifierKey.name, keyID: witness.verifierKey.keyID,
                bytes: [0x80, 0, 0, 0, 0, 0, 0, 0] + signature))
        #expect(!witness.verifierKey.verifies(line, over: text))
    }
}
