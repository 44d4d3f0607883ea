import CanonicalJSON
import Testing

/// The canonical form, by RFC 8785 and the narrower rules of docs/design.md.
@Suite("Writing canonical JSON")
struct WriterTests {
    @Test("keys are sorted and no white space is written (RFC 8785, 3.2.1 and 3.2.3)")
    func sortsKeys() {
        let value: JSON = ["peach": "This sorting order", "apple": [true, false, .null], "Zoo": [:], "a": [], "1": -7]
        #expect(
            value.text == #"{"1":-7,"Zoo":{},"a":[],"apple":[true,false,null],"peach":"This sorting order"}"#)
    }

    @Test("the string of RFC 8785, section 3.2.2, is escaped as the standard does")
    func standardString() throws {
        // {"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"} of the standard's example
        let given = #"{"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#
        let expected = #"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try JSON(parsing: Array(given.utf8)).text == expected)
    }

    @Test("every ASCII character is written in its shortest form")
    func escapes() {
        let short: [UInt8: String] = [8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: "\\\"", 92: "\\\\"]
        for byte in UInt8(0)..<128 {
            let hexadecimal = String(byte, radix: 16)
            let long = byte < 32 ? "\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal : nil
            let text = String(Character(Unicode.Scalar(byte)))
            #expect(JSON.string(text).text == "\"\(short[byte] ?? long ?? text)\"")
        }
    }

    @Test("strings are written as received: composed and decomposed letters, emoji, line separators")
    func keepsUnicode() {
        for text in ["Nguy\u{1EC5}n", "Nguye\u{0302}\u{0303}n", "\u{1F600}", "\u{2028}\u{2029}\u{FEFF}\u{7F}\u{85}"] {
            #expect(JSON.string(text).canonicalBytes == [0x22] + Array(text.utf8) + [0x22])
        }
    }

    @Test(
        "integers are written without sign, zero or exponent that is not needed",
        arguments: [
            (0, "0"), (-1, "-1"), (10, "10"), (9_007_199_254_740_991, "9007199254740991"),
            (-9_007_199_254_740_991, "-9007199254740991"),
        ] as [(Int64, String)])
    func integers(number: Int64, text: String) {
        #expect(JSON.integer(number).text == text)
    }

    @Test("a number from outside becomes JSON only below 2^53")
    func exactIntegers() {
        #expect(JSON(exactly: UInt64.max) == nil)
        #expect(JSON(exactly: Int64(1) << 53) == nil)
        #expect(JSON(exactly: -(Int64(1) << 53)) == nil)
        #expect(JSON(exactly: UInt64(1) << 53 - 1) == .integer(1 << 53 - 1))
    }

    @Test("an integer that could not be read back stops the process instead of being written")
    func refusesLargeIntegers() async {
        await #expect(processExitsWith: .failure) { _ = JSON.integer(Int64(1) << 53).canonicalBytes }
    }

    @Test("a key that is not ASCII stops the process instead of being written")
    func refusesForeignKeys() async {
        await #expect(processExitsWith: .failure) {
            var object = JSON.Object()
            object["kh\u{F3}a"] = 1
        }
    }
}
