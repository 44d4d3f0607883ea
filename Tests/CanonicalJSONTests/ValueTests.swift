import CanonicalJSON
import Testing

@Suite("JSON values")
struct ValueTests {
    @Test("composed and decomposed text are different values, also in a set")
    func comparesBytes() {
        let composed = JSON.string("\u{1EC5}")
        let decomposed = JSON.string("e\u{0302}\u{0303}")
        #expect(composed.string == decomposed.string, "Swift takes them for equal, which is why JSON must not")
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(JSON.array([composed]) != JSON.array([decomposed]))
        #expect(["a": composed] as JSON != ["a": decomposed])
    }

    @Test("a look-up never matches a key that only looks alike")
    func keysAreBytes() {
        let object: JSON = ["K": 1, ";": 2]
        // U+212A KELVIN SIGN and U+037E GREEK QUESTION MARK are canonically equivalent to the ASCII keys.
        #expect(object["\u{212A}"] == nil)
        #expect(object["\u{37E}"] == nil)
        #expect(object["K"]?.integer == 1)
    }

    @Test("equal values have equal hashes whatever the order in which members came")
    func orderDoesNotMatter() throws {
        let one: JSON = ["a": 1, "b": [true], "c": ["d": "e"]]
        let other: JSON = ["c": ["d": "e"], "b": [true], "a": 1]
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(one != ["a": 1, "b": [true]])
    }

    @Test("members can be set, replaced and removed, and stay in order")
    func editsObjects() {
        var object: JSON.Object = ["m": 1]
        object["z"] = 2
        object["a"] = 3
        object["m"] = "new"
        object["z"] = nil
        object["none"] = nil
        #expect(JSON.object(object).text == #"{"a":3,"m":"new"}"#)
        #expect(object.keys == ["a", "m"])
        #expect(object.count == 2)
    }

    @Test("duplicate or non-ASCII keys make no object")
    func refusesDuplicates() {
        #expect(JSON.Object([("a", 1), ("b", 2), ("a", 1)]) == nil)
        #expect(JSON.Object([("\u{E9}", 1)]) == nil)
        #expect(JSON.Object([("b", 2), ("a", 1)])?.keys == ["a", "b"])
    }

    @Test("accessors answer nil for a value of another kind")
    func accessors() {
        let value: JSON = ["s": "text", "i": 5, "b": false, "a": [1, 2], "o": ["x": .null]]
        #expect(value["s"]?.string == "text")
        #expect(value["i"]?.integer == 5)
        #expect(value["b"]?.bool == false)
        #expect(value["a"]?.array?.count == 2)
        #expect(value["a"]?[1]?.integer == 2)
        #expect(value["a"]?[2] == nil)
        #expect(value["a"]?[-1] == nil)
        #expect(value["o"]?["x"]?.isNull == true)
        #expect(value["s"]?.integer == nil && value["i"]?.string == nil && value["b"]?.integer == nil)
        #expect(value["i"]?.bool == nil && value["o"]?.array == nil && value["a"]?.object == nil)
        #expect(value["missing"] == nil && JSON.null["x"] == nil)
    }
}
