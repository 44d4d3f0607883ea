import Messages
import Testing

@Suite("Text from strangers")
struct SafeTextTests {
    @Test(
        "Vietnamese and other visible writing passes unchanged",
        arguments: [
            "", "Nguyễn Thị Ánh Nguyệt", "Nguye\u{302}\u{303}n", "hợp-đồng (1).pdf", "CN=Đỗ Văn B, O=Công ty \"X\"",
            "株式会社", "Ελλάδα", "שלום", "50 € – 3 ½", "\u{1F600}",
        ])
    func keepsVisibleText(text: String) {
        #expect(SafeText.escaped(text).utf8.elementsEqual(text.utf8))
        #expect(SafeText.escaped(bytes: text.utf8).utf8.elementsEqual(text.utf8))
    }

    @Test(
        "terminal escapes are shown, not obeyed",
        arguments: [
            ("\u{1B}[2J\u{1B}[H", #"\u{1b}[2J\u{1b}[H"#),
            ("\u{1B}]0;title\u{7}", #"\u{1b}]0;title\u{7}"#),
            ("\u{9B}31m", #"\u{9b}31m"#),
            ("\u{1B}]8;;http://x\u{1B}\\click", #"\u{1b}]8;;http://x\u{1b}\\click"#),
            ("a\rb\nc\td\u{8}", #"a\u{d}b\u{a}c\u{9}d\u{8}"#),
            ("\u{0}\u{7F}", #"\u{0}\u{7f}"#),
        ])
    func escapesControls(text: String, expected: String) {
        #expect(SafeText.escaped(text) == expected)
        #expect(SafeText.escaped(bytes: text.utf8) == expected)
    }

    @Test("no control, direction, separator or invisible character is ever let through")
    func escapesEveryDeceiver() {
        let ranges: [ClosedRange<UInt32>] = [
            0x00...0x1f, 0x7f...0x9f, 0xad...0xad, 0x34f...0x34f, 0x61c...0x61c, 0x115f...0x1160, 0x17b4...0x17b5,
            0x180b...0x180f, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f, 0x3164...0x3164, 0xfe00...0xfe0f,
            0xfeff...0xfeff, 0xffa0...0xffa0, 0xfff9...0xfffb, 0xe000...0xe010, 0xe0001...0xe007f, 0xe0100...0xe01ef,
            0x10ffff...0x10ffff,
        ]
        for value in ranges.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a" + String(scalar) + "b"
            let shown = "a\\u{" + String(value, radix: 16) + "}b"
            #expect(SafeText.escaped(text) == shown)
            #expect(SafeText.escaped(bytes: text.utf8) == shown)
        }
    }

    @Test(
        "bytes that are not UTF-8 are shown one by one",
        arguments: [
            ([0x61, 0xff, 0x62], #"a\xffb"#), ([0xc0, 0x80], #"\xc0\x80"#), ([0xed, 0xa0, 0x80], #"\xed\xa0\x80"#),
            ([0xe1, 0xbb], #"\xe1\xbb"#), ([0xe1, 0xbb, 0x85, 0x85], #"ễ\x85"#), ([0xf5, 0x05], #"\xf5\u{5}"#),
        ] as [([UInt8], String)])
    func escapesInvalidBytes(bytes: [UInt8], expected: String) {
        #expect(SafeText.escaped(bytes: bytes) == expected)
    }

    @Test("nobody can write an escape by hand")
    func backslash() {
        #expect(SafeText.escaped(#"\u{202e}"#) == #"\\u{202e}"#)
        #expect(SafeText.escaped(#"C:\x"#) != SafeText.escaped("C:\u{78}"))
    }

    @Test("two hundred characters are shown, one more is cut with an ellipsis")
    func cuts() {
        let full = String(repeating: "ộ", count: 200)
        #expect(SafeText.escaped(full) == full)
        let cut = SafeText.escaped(full + "x")
        #expect(cut.count == 200)
        #expect(cut == String(repeating: "ộ", count: 199) + "…")
        #expect(SafeText.escaped(bytes: (full + "x").utf8) == cut)
        // Decomposed letters count once, with their marks.
        let decomposed = String(repeating: "o\u{323}\u{302}", count: 200)
        #expect(SafeText.escaped(decomposed).utf8.elementsEqual(decomposed.utf8))
        #expect(SafeText.escaped(bytes: decomposed.utf8).utf8.elementsEqual(decomposed.utf8))
    }

    @Test("an escape is never cut in two")
    func wholeEscapes() {
        #expect(SafeText.escaped("abc\u{202E}", limit: 8) == "abc…")
        #expect(SafeText.escaped("abc\u{202E}", limit: 11) == #"abc\u{202e}"#)
        #expect(SafeText.escaped("\u{202E}\u{202E}", limit: 8) == "…")
    }

    @Test("heaps of marks do not climb over other lines, nor does a mark begin a text")
    func zalgo() {
        let zalgo = "a" + String(repeating: "\u{301}", count: 10_000)
        let shown = SafeText.escaped(zalgo)
        #expect(shown.hasPrefix("a\u{301}\u{301}\u{301}\u{301}\\u{301}"))
        #expect(shown.unicodeScalars.count <= 204)
        #expect(SafeText.escaped("\u{301}a") == #"\u{301}a"#)
    }

    @Test("whatever comes in, what goes out is short and harmless")
    func randomBytes() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...900, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let shown = SafeText.escaped(bytes: bytes)
            #expect(shown.unicodeScalars.count <= 1000)
            #expect(shown.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7f...0x9f).contains($0.value) })
        }
    }
}
