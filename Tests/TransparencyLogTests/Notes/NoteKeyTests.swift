import PKI
import Testing
import TransparencyLog

@Suite("note keys")
struct NoteKeyTests {
    static let seed = [UInt8](0..<32)

    @Test("a signing key has the text of Go's note package, and parses back")
    func signingKey() throws {
        let key = try #require(NoteSigningKey(name: "vault.example/log", seed: Self.seed))
        let text = key.text
        #expect(text.hasPrefix("PRIVATE+KEY+vault.example/log+"))
        let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
        #expect(parts.count == 5)
        #expect(Base64.decode(String(parts[4])) == [0x01] + Self.seed)
        let again = try #require(NoteSigningKey(text: text))
        #expect(again.verifierKey == key.verifierKey)
        #expect(again.sign("text\n") == key.sign("text\n"))
    }

    @Test("a verifier key's ID is the hash of name, type and key")
    func keyID() throws {
        let key = try #require(NoteSigningKey(name: "vault.example/log", seed: Self.seed)).verifierKey
        let publicKey = try #require(Ed25519.publicKey(seed: Self.seed))
        let digest = Digest.sha256(of: Array("vault.example/log\n".utf8) + [0x01] + publicKey)
        #expect(key.keyID == digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
        let id = digest.bytes.prefix(4).hexadecimal
        #expect(key.text == "vault.example/log+\(id)+\(Base64.encode([0x01] + publicKey))")
        #expect(NoteVerifierKey(key.text) == key)
        #expect(key.algorithm == .ed25519)
        let witness = try #require(CosigningKey(name: "vault.example/log", seed: Self.seed)).verifierKey
        #expect(witness.keyID != key.keyID)
        #expect(NoteVerifierKey(witness.text)?.algorithm == .cosignatureV1)
    }

    @Test("a damaged verifier key is refused")
    func damagedVerifierKey() throws {
        let text = try #require(NoteSigningKey(name: "vault.example/log", seed: Self.seed)).verifierKey.text
        for (at, character) in text.enumerated() {
            var other = Array(text)
            other[at] = character == "A" ? "B" : "A"
            let damaged = NoteVerifierKey(String(other))
            // A changed type byte makes a key of another type, which verifies nothing.
            if case .unknown = damaged?.algorithm { continue }
            #expect(damaged == nil, "\(String(other))")
        }
        #expect(NoteVerifierKey("") == nil)
        #expect(NoteVerifierKey(text + "\n") == nil)
        #expect(NoteVerifierKey(" " + text) == nil)
        #expect(NoteVerifierKey("a+b") == nil)
        #expect(NoteVerifierKey("name+00000000+") == nil)
        #expect(NoteVerifierKey(String(repeating: "n", count: 20_000) + text) == nil)
    }

    @Test("a damaged signing key is refused")
    func damagedSigningKey() throws {
        let text = try #require(NoteSigningKey(name: "vault.example/log", seed: Self.seed)).text
        for (at, character) in text.enumerated() {
            var other = Array(text)
            other[at] = character == "A" ? "B" : "A"
            #expect(NoteSigningKey(text: String(other)) == nil)
        }
        #expect(NoteSigningKey(text: text + "\n") == nil)
        #expect(NoteSigningKey(name: "vault.example/log", seed: [1]) == nil)
    }

    @Test("a key's type is its type byte, never its length: 32 bytes of an unknown type verify nothing")
    func unknownType() throws {
        let log = try #require(NoteSigningKey(name: "vault.example/log", seed: Self.seed))
        for type in [0x00, 0x02, 0x03, 0x05, 0x06, 0xff] as [UInt8] {
            let key = try #require(
                NoteVerifierKey(
                    name: log.name, algorithm: NoteKeyAlgorithm(type), publicKey: log.verifierKey.publicKey))
            #expect(key.algorithm == .unknown(type))
            #expect(NoteVerifierKey(key.text) == key)
            let good = log.sign("text\n")
            let claimed = try #require(NoteSignature(name: key.name, keyID: key.keyID, bytes: good.bytes))
            #expect(!key.verifies(claimed, over: "text\n"))
        }
        let ecdsa = "rekor.example+12345678+" + Base64.encode([0x02] + [UInt8](repeating: 3, count: 91))
        #expect(NoteVerifierKey(ecdsa)?.text == ecdsa)
    }

    @Test("a key of a known type has 32 bytes", arguments: [0x01, 0x04] as [UInt8])
    func length(type: UInt8) {
        for count in [0, 31, 33, 64] {
            let key = [UInt8](repeating: 5, count: count)
            #expect(NoteVerifierKey(name: "n", algorithm: NoteKeyAlgorithm(type), publicKey: key) == nil)
        }
    }

    @Test(
        "names without sense in a signature line are refused",
        arguments: ["", " ", "a b", "a+b", "a\tb", "a\nb", "a\u{a0}b", "a\u{2003}b", "a\u{3000}", "a\u{0}"])
    func names(name: String) { #expect(NoteSigningKey(name: name, seed: Self.seed) == nil) }

    @Test("names are compared by their bytes, not by what Unicode calls equal")
    func canonicalEquivalence() throws {
        let composed = try #require(NoteSigningKey(name: "kh\u{f3}", seed: Self.seed))
        let decomposed = try #require(NoteSigningKey(name: "kho\u{301}", seed: Self.seed))
        #expect(composed.name == decomposed.name)
        #expect(composed.verifierKey != decomposed.verifierKey)
        #expect(composed.sign("t\n") != decomposed.sign("t\n"))
        let renamed = try #require(
            NoteSignature(
                name: decomposed.name, keyID: composed.verifierKey.keyID, bytes: composed.sign("t\n").bytes))
        #expect(!composed.verifierKey.claims(renamed))
    }

    @Test("a signing key shows its seed nowhere but in its text")
    func secret() throws {
        let key = try #require(NoteSigningKey(name: "vault.example/log", seed: Self.seed))
        let witness = try #require(CosigningKey(name: "w", seed: Self.seed))
        var dumped = ""
        dump(key, to: &dumped)
        dump(witness, to: &dumped)
        let shown = dumped + "\(key)" + String(reflecting: key) + "\(witness)" + String(reflecting: witness)
        #expect(!shown.contains("seed") && !shown.contains("30, 31") && !shown.contains(Base64.encode(Self.seed)))
    }

    @Test("new keys differ")
    func generated() throws {
        let first = try #require(NoteSigningKey.generate(name: "a"))
        let second = try #require(NoteSigningKey.generate(name: "a"))
        #expect(first.verifierKey != second.verifierKey)
        #expect(NoteSigningKey.generate(name: "a b") == nil)
    }
}
