import CQPDF
import TestSupport
import Testing

/// What goes over many bytes at once finds what going over them one by one finds.
@Suite("Bytes of PDF files that are looked at many at once")
struct PDFByteSearchTests {
    private static func find(_ word: [UInt8], in bytes: [UInt8]) -> Int {
        kho_pdf_find(bytes, bytes.count, word, word.count)
    }

    @Test("a word is found wherever it stands, also across blocks and at the very end", arguments: 0..<200)
    func place(_ place: Int) {
        let word = Array("/ByteRange".utf8)
        for rest in [0, 1, 9, 63, 64, 65, 150] {
            var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: place + word.count + rest)
            bytes.replaceSubrange(place..<place + word.count, with: word)
            #expect(Self.find(word, in: bytes) == place)
            #expect(Self.find(word, in: Array(bytes[..<(place + word.count - 1)])) == place + word.count - 1)
            bytes[place + 4] = 0
            #expect(Self.find(word, in: bytes) == bytes.count, "the first and the last character are not enough")
        }
    }

    @Test("the first of several places, in bytes that look alike", arguments: 0..<8)
    func random(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
                UInt8.random(in: 0...1, using: &generator)
            }
            let word = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
                UInt8.random(in: 0...1, using: &generator)
            }
            let expected = bytes.indices.first { bytes[$0...].starts(with: word) } ?? bytes.count
            #expect(Self.find(word, in: bytes) == expected)
        }
    }

    @Test("digits are decoded, capital and small, however many; any other character refuses all of them")
    func hexadecimal() {
        let letters = Array("0123456789abcdefABCDEF".utf8)
        for pairs in [0, 1, 7, 8, 15, 16, 17, 33, 100] {
            let digits = (0..<2 * pairs).map { letters[($0 * 7 + pairs) % letters.count] }
            let text = String(decoding: digits, as: UTF8.self)
            let expected = stride(from: 0, to: text.count, by: 2).map { UInt8(text.dropFirst($0).prefix(2), radix: 16) }
            var found = [UInt8](repeating: 0, count: pairs)
            #expect(kho_pdf_hexadecimal(digits, digits.count, &found))
            #expect(found == expected)
            for place in digits.indices {
                for other in [0, 0x2f, 0x3a, 0x40, 0x47, 0x60, 0x67, 0x80, 0xb0, 0xe1, 0xff] as [UInt8] {
                    var wrong = digits
                    wrong[place] = other
                    #expect(!kho_pdf_hexadecimal(wrong, wrong.count, &found))
                }
            }
        }
        for byte in UInt8.min...UInt8.max {
            let isDigit = letters.contains(byte)
            var found: [UInt8] = [0]
            #expect(kho_pdf_hexadecimal([byte, UInt8(ascii: "0")], 2, &found) == isDigit)
        }
        var none: [UInt8] = [0, 0]
        #expect(!kho_pdf_hexadecimal(Array("abc".utf8), 3, &none), "half a byte")
    }

    @Test("tokens are counted as if one by one", arguments: 0..<4)
    func tokens(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let separators = Set("\0\t\n\u{c}\r ()<>[]{}/".utf8)
        for _ in 0..<2000 {
            let share = Int.random(in: 1...40, using: &generator)
            let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
                Int.random(in: 0..<share, using: &generator) == 0
                    ? separators.randomElement(using: &generator) ?? 0x20 : UInt8.random(in: 0...255, using: &generator)
            }
            #expect(kho_pdf_tokens(bytes, bytes.count) == bytes.count { separators.contains($0) })
        }
    }
}
