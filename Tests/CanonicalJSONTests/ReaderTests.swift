import CanonicalJSON
import Testing

@Suite("Reading JSON")
struct ReaderTests {
    private func code(_ text: String, canonical: Bool = false) -> JSONError.Code? {
        code(Array(text.utf8), canonical: canonical)
    }

    private func code(_ bytes: [UInt8], canonical: Bool = false) -> JSONError.Code? {
        do {
            _ = canonical ? try JSON(canonical: bytes) : try JSON(parsing: bytes)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("any layout of valid JSON is read")
    func readsForeignLayout() throws {
        let text = "\r\n\t{ \"b\" : [ 1 ,-0, 2 ] ,\n\"a\":{ } , \"\\u0063\" : \"\\ud83d\\uDE00\\/\" } "
        #expect(try JSON(parsing: Array(text.utf8)).text == "{\"a\":{},\"b\":[1,0,2],\"c\":\"\u{1F600}/\"}")
    }

    @Test(
        "what is not JSON is refused",
        arguments: [
            ("[1,]", .syntax), ("[,1]", .syntax), ("{\"a\":1,}", .syntax), ("{a:1}", .syntax), ("{\"a\" 1}", .syntax),
            ("[1 2]", .syntax), ("'a'", .syntax), ("NaN", .syntax), ("True", .syntax), ("trux", .syntax),
            ("+1", .syntax),
            ("01", .syntax), ("-01", .syntax), ("00", .syntax), ("-", .truncated), ("-a", .syntax), (".5", .syntax),
            ("\"\\x41\"", .syntax), ("\"\\u12g4\"", .syntax), ("\"\n\"", .syntax), ("\"\u{0}\"", .syntax),
            ("\u{FEFF}1", .syntax), ("// c\n1", .syntax), ("]", .syntax), ("[}", .syntax), ("{]", .syntax),
            ("", .truncated), (" ", .truncated), ("[", .truncated), ("{\"a\"", .truncated), ("{\"a\":", .truncated),
            ("[1", .truncated), ("\"abc", .truncated), ("\"abc\\", .truncated), ("\"\\u00", .truncated),
            ("tru", .truncated),
            ("1 1", .trailingBytes), ("{}{}", .trailingBytes), ("null\u{0}", .trailingBytes), ("1a", .trailingBytes),
        ] as [(String, JSONError.Code)])
    func refusesOtherText(text: String, expected: JSONError.Code) {
        #expect(code(text) == expected)
        #expect(code(text, canonical: true) == expected)
    }

    @Test(
        "what kho's values cannot hold is refused, each by its own name",
        arguments: [
            ("1.0", .notAnInteger), ("1e3", .notAnInteger), ("-0.0", .notAnInteger), ("0E0", .notAnInteger),
            ("9007199254740992", .integerOutOfRange), ("-9007199254740992", .integerOutOfRange),
            ("99999999999999999999999999999999999999999", .integerOutOfRange),
            ("{\"kh\u{F3}a\":1}", .keyNotASCII), ("{\"\\u00e9\":1}", .keyNotASCII), ("{\"\u{212A}\":1}", .keyNotASCII),
            ("{\"a\":1,\"a\":1}", .duplicateKey), ("{\"b\":1,\"a\":2,\"\\u0062\":3}", .duplicateKey),
            ("\"\\ud800\"", .loneSurrogate), ("\"\\udc00\"", .loneSurrogate), ("\"\\ud800\\u0041\"", .loneSurrogate),
            ("\"\\ud800\\ud800\"", .loneSurrogate), ("\"\\ud800x\"", .loneSurrogate),
        ] as [(String, JSONError.Code)])
    func refusesValues(text: String, expected: JSONError.Code) {
        #expect(code(text) == expected)
        #expect(code(text, canonical: true) == expected)
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [
            [0x80], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xff],
        ] as [[UInt8]])
    func refusesInvalidUTF8(bytes: [UInt8]) {
        #expect(code([0x22] + bytes + [0x22]) == .invalidUTF8)
        #expect(code([0x22, 0x5c, 0x6e] + bytes + [0x22]) == .invalidUTF8)
        #expect(code(bytes) == .syntax)
    }

    @Test("an error says at which byte reading stopped")
    func offsets() {
        #expect(throws: JSONError.self) { try JSON(parsing: Array("[1, x]".utf8)) }
        do {
            _ = try JSON(parsing: Array("[1, x]".utf8))
        } catch {
            #expect(error.offset == 4)
        }
        do {
            _ = try JSON(canonical: Array("{\"a\": 1}".utf8))
        } catch {
            #expect(error.code == .notCanonical && error.offset == 5)
        }
    }

    @Test("a hundred thousand brackets are refused, not followed")
    func hostileDepth() {
        for opening in ["[", "{\"a\":", "[{\"a\":"] {
            #expect(code(String(repeating: opening, count: 100_000)) == .tooDeep)
        }
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(code(deepest, canonical: true) == nil)
        #expect(code("[\(deepest)]") == .tooDeep)
    }

    @Test("size and number of values are bounded")
    func bounds() {
        let limits = JSON.Limits(byteCount: 10, depth: 2, elementCount: 4)
        #expect(throws: Never.self) { try JSON(parsing: Array("[1,2,3]".utf8), limits: limits) }
        for (text, code) in [
            ("[1,2,3,4]", JSONError.Code.tooManyElements), ("          1", .tooLarge), ("[[[]]]", .tooDeep),
        ] {
            do {
                _ = try JSON(parsing: Array(text.utf8), limits: limits)
                Issue.record("\(text) was read")
            } catch {
                #expect(error.code == code)
            }
        }
    }

    @Test("many keys in the worst order are read without quadratic work")
    func manyKeys() throws {
        // With an insertion for each key this would be 10^10 moves; the test would not end in minutes.
        let names = (0..<100_000).reversed().map { "\"k\(1_000_000 + $0)\":0" }
        let value = try JSON(parsing: Array("{\(names.joined(separator: ","))}".utf8))
        #expect(value.object?.count == 100_000)
        #expect(value.object?.keys.first == "k1000000")
    }
}
