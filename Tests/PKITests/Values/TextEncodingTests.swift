import PKI
import Testing

@Suite("Base64 and PEM")
struct TextEncodingTests {
    @Test(
        "base64 goes both ways (RFC 4648 section 10)",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(text.utf8))
    }

    @Test(
        "base64 with one other way of saying the same is refused",
        arguments: [
            "Z", "Zg", "Zg=", "Zg===", "====", "=", "Z===", "Zh==", "Zm9=", "Zg==Zg==", "Zg==Zm9v", "Zm9v ", "Zm\n9",
            "Zm-_", "Zm9vé",
        ])
    func refused(_ text: String) { #expect(Base64.decode(text) == nil) }

    @Test("every byte string of a few lengths comes back")
    func roundTrip() {
        for count in 0..<100 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            let blocks = PEM.blocks(Array(PEM.armour(bytes, label: "X").utf8))
            #expect(blocks?.map(\.label) == ["X"] && blocks?.map(\.bytes) == [bytes])
        }
    }

    @Test("PEM is read with any line ends, with text between the blocks")
    func pem() {
        let text =
            "Subject: x\n-----BEGIN A-----\r\nZm9v\r\nYmFy\r\n-----END A-----\r\n\r\nnote\n-----BEGIN B-----\nZg==  \n-----END B-----"
        let blocks = PEM.blocks(Array(text.utf8))
        #expect(blocks?.map(\.label) == ["A", "B"])
        #expect(blocks?.map(\.bytes) == [Array("foobar".utf8), [0x66]])
    }

    @Test(
        "PEM that is cut, broken or mislabelled is refused whole",
        arguments: [
            "-----BEGIN A-----\nZm9v\n", "-----BEGIN A-----\nZm9v\n-----END B-----\n",
            "-----BEGIN A-----\nZm9\n-----END A-----\n",
            "-----BEGIN A-----\nZm9v\n-----END A-----\n-----BEGIN A-----\nZ!9v\n-----END A-----\n",
            "-----BEGIN A-----\n-----BEGIN B-----\nZm9v\n-----END B-----\n",
        ])
    func brokenPEM(_ text: String) { #expect(PEM.blocks(Array(text.utf8)) == nil) }

    @Test("more blocks than anybody has are refused")
    func tooMany() {
        let one = "-----BEGIN A-----\nZm9v\n-----END A-----\n"
        #expect(PEM.blocks(Array(String(repeating: one, count: PEM.maximumBlocks).utf8))?.count == PEM.maximumBlocks)
        #expect(PEM.blocks(Array(String(repeating: one, count: PEM.maximumBlocks + 1).utf8)) == nil)
    }

    @Test("digests are written with their algorithm, and read in that one form")
    func digests() {
        let text = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(Digest.sha256(of: [UInt8]()).description == text)
        #expect(Digest(text) == .sha256(of: [UInt8]()))
        for wrong in [
            text.uppercased(), String(text.dropLast()), text + "0", "sha512:" + text.dropFirst(7),
            String(text.dropFirst(7)),
            "sha256::" + text.dropFirst(7), " " + text, "",
        ] {
            #expect(Digest(wrong) == nil, "\(wrong)")
        }
    }
}
