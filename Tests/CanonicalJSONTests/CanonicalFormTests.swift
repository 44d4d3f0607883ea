import CanonicalJSON
import Testing

/// A verifier hashes what it received: no second byte string may stand for the same value.
@Suite("Reading only what is canonical")
struct CanonicalFormTests {
    private let document = Array(
        #"{"0":-12,"Z":[],"a":"Nguyễn\n\"\u0001","b":[true,false,null,{"c":{}}],"long":9007199254740991}"#.utf8)

    @Test("a canonical document is read and written again byte by byte")
    func roundTrip() throws {
        #expect(try JSON(canonical: document).canonicalBytes == document)
    }

    @Test(
        "valid JSON in another form is refused",
        arguments: [
            " 1", "1\n", "[1, 2]", "{\"b\":1,\"a\":2}", "{\"a\" :1}", "-0", "\"\\u0041\"", "\"\\/\"", "\"\\u000a\"",
            "\"\\u000F\"", "\"\\u0022\"", "\"\\ud83d\\ude00\"", "{\"\\u0061\":1}", "[ ]", "\"\\u007f\"",
        ])
    func refusesOtherForms(text: String) throws {
        let value = try JSON(parsing: Array(text.utf8))
        let error = #expect(throws: JSONError.self) { try JSON(canonical: Array(text.utf8)) }
        #expect(error?.code == .notCanonical)
        #expect(try JSON(canonical: value.canonicalBytes) == value, "its canonical form is read")
    }

    @Test("every change of one byte gives another value or is refused")
    func substitutions() {
        let original = try? JSON(canonical: document)
        for index in document.indices {
            for bit in 0..<8 {
                var mutant = document
                mutant[index] ^= 1 << bit
                guard let read = try? JSON(canonical: mutant) else { continue }
                #expect(read.canonicalBytes == mutant)
                #expect(read != original)
            }
        }
    }

    @Test("every truncation and every insertion of white space is refused")
    func cutsAndSpaces() {
        for index in document.indices {
            #expect(throws: JSONError.self) { try JSON(canonical: Array(document[..<index])) }
            for space in [0x20, 0x09, 0x0a, 0x0d] as [UInt8] {
                var mutant = document
                mutant.insert(space, at: index)
                // Inside a string a space is text, and the value another one; a control character is not.
                if let read = try? JSON(canonical: mutant) { #expect(space == 0x20 && read.canonicalBytes == mutant) }
            }
        }
    }

    @Test("random bytes and random splices never crash and never yield a second form")
    func randomInput() {
        var random = SplitMix(state: 20_240_501)
        for _ in 0..<20_000 {
            var bytes = document
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let from = Int.random(in: bytes.indices, using: &random)
                let to = Int.random(in: bytes.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[from] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.insert(bytes[to], at: from)
                default: if bytes.count > 1 { bytes.remove(at: from) }
                }
            }
            if let read = try? JSON(canonical: bytes) { #expect(read.canonicalBytes == bytes) }
            if let read = try? JSON(parsing: bytes) { #expect((try? JSON(canonical: read.canonicalBytes)) == read) }
        }
    }
}

/// A random sequence that is the same in every run, so that a failure can be found again.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
