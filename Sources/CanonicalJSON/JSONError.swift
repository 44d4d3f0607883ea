/// Why a text is not JSON that kho reads, and where.
public struct JSONError: Error, Hashable, Sendable {
    /// Stable names; the catalogue of messages has a sentence for each.
    public enum Code: String, Sendable, CaseIterable {
        /// Not JSON (RFC 8259).
        case syntax = "JSON_SYNTAX"
        /// Ends in the middle of a value.
        case truncated = "JSON_TRUNCATED"
        /// Bytes after the value.
        case trailingBytes = "JSON_TRAILING_BYTES"
        /// JSON, but not in its canonical form (RFC 8785).
        case notCanonical = "JSON_NOT_CANONICAL"
        /// The bytes of a string are not UTF-8.
        case invalidUTF8 = "JSON_INVALID_UTF8"
        /// Half of a surrogate pair, which stands for no character.
        case loneSurrogate = "JSON_LONE_SURROGATE"
        /// A number with a fraction or an exponent.
        case notAnInteger = "JSON_NOT_AN_INTEGER"
        /// A number of a magnitude of 2^53 or more.
        case integerOutOfRange = "JSON_INTEGER_OUT_OF_RANGE"
        case keyNotASCII = "JSON_KEY_NOT_ASCII"
        case duplicateKey = "JSON_DUPLICATE_KEY"
        case tooLarge = "JSON_TOO_LARGE"
        case tooDeep = "JSON_TOO_DEEP"
        case tooManyElements = "JSON_TOO_MANY_ELEMENTS"
    }

    public let code: Code
    /// Counted in bytes from the start of the text; for a duplicate key, where its object begins.
    public let offset: Int

    init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }
}
