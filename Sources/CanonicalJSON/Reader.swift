extension JSON {
    /// Reads JSON by recursive descent, within limits. Strings are in `Reader+Strings.swift`.
    struct Reader {
        let bytes: [UInt8]
        private let limits: Limits
        var position = 0
        private var depth = 0
        private var elements = 0

        init(_ bytes: [UInt8], limits: Limits) throws(JSONError) {
            guard bytes.count <= limits.byteCount else { throw JSONError(.tooLarge, at: limits.byteCount) }
            self.bytes = bytes
            self.limits = limits
        }

        /// One value with nothing after it.
        mutating func readDocument() throws(JSONError) -> JSON {
            let value = try readValue()
            skipWhitespace()
            guard position == bytes.count else { throw JSONError(.trailingBytes, at: position) }
            return value
        }

        private mutating func readValue() throws(JSONError) -> JSON {
            skipWhitespace()
            elements += 1
            guard elements <= limits.elementCount else { throw JSONError(.tooManyElements, at: position) }
            switch try peek() {
            case UInt8(ascii: "{"): return .object(try readObject())
            case UInt8(ascii: "["): return .array(try readArray())
            case UInt8(ascii: "\""): return .string(try readString())
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try readInteger())
            case UInt8(ascii: "t"): return try readWord("true", as: true)
            case UInt8(ascii: "f"): return try readWord("false", as: false)
            case UInt8(ascii: "n"): return try readWord("null", as: .null)
            default: throw JSONError(.syntax, at: position)
            }
        }

        private mutating func readArray() throws(JSONError) -> [JSON] {
            try enter()
            var values: [JSON] = []
            if try !take(UInt8(ascii: "]")) {
                repeat { values.append(try readValue()) } while try takesComma(orEnd: UInt8(ascii: "]"))
            }
            depth -= 1
            return values
        }

        private mutating func readObject() throws(JSONError) -> Object {
            let start = position
            try enter()
            var members: [Object.Member] = []
            if try !take(UInt8(ascii: "}")) {
                repeat {
                    let key = try readKey()
                    guard try take(UInt8(ascii: ":")) else { throw JSONError(.syntax, at: position) }
                    members.append(Object.Member(key: key, value: try readValue()))
                } while try takesComma(orEnd: UInt8(ascii: "}"))
            }
            depth -= 1
            guard let object = Object(asciiKeyed: members) else { throw JSONError(.duplicateKey, at: start) }
            return object
        }

        private mutating func readKey() throws(JSONError) -> String {
            skipWhitespace()
            let start = position
            guard try peek() == UInt8(ascii: "\"") else { throw JSONError(.syntax, at: position) }
            let key = try readString()
            guard Object.isKey(key) else { throw JSONError(.keyNotASCII, at: start) }
            return key
        }

        /// RFC 8259, section 6: no leading zero, no sign but a minus; fractions and exponents are not kho's.
        private mutating func readInteger() throws(JSONError) -> Int64 {
            let start = position
            let isNegative = bytes[position] == UInt8(ascii: "-")
            if isNegative { position += 1 }
            let digits = position
            var magnitude: Int64 = 0
            while position < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[position] {
                magnitude = magnitude * 10 + Int64(bytes[position] - UInt8(ascii: "0"))
                // Checked at each digit, so that the product above never overflows.
                guard magnitude <= JSON.integerRange.upperBound else { throw JSONError(.integerOutOfRange, at: start) }
                position += 1
            }
            let count = position - digits
            guard count > 0 else { throw JSONError(position < bytes.count ? .syntax : .truncated, at: position) }
            guard count == 1 || bytes[digits] != UInt8(ascii: "0") else { throw JSONError(.syntax, at: start) }
            switch position < bytes.count ? bytes[position] : 0 {
            case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"): throw JSONError(.notAnInteger, at: start)
            default: break
            }
            return isNegative ? -magnitude : magnitude
        }

        private mutating func readWord(_ word: StaticString, as value: JSON) throws(JSONError) -> JSON {
            let start = position
            let (read, whole) = word.withUTF8Buffer { (bytes[start...].prefix($0.count).elementsEqual($0), $0.count) }
            guard read else { throw JSONError(bytes.count - start < whole ? .truncated : .syntax, at: start) }
            position += whole
            return value
        }

        private mutating func enter() throws(JSONError) {
            depth += 1
            guard depth <= limits.depth else { throw JSONError(.tooDeep, at: position) }
            position += 1
        }

        /// Takes a byte where it comes next, after white space.
        private mutating func take(_ byte: UInt8) throws(JSONError) -> Bool {
            skipWhitespace()
            guard try peek() == byte else { return false }
            position += 1
            return true
        }

        private mutating func takesComma(orEnd end: UInt8) throws(JSONError) -> Bool {
            if try take(UInt8(ascii: ",")) { return true }
            if try take(end) { return false }
            throw JSONError(.syntax, at: position)
        }

        func peek() throws(JSONError) -> UInt8 {
            guard position < bytes.count else { throw JSONError(.truncated, at: position) }
            return bytes[position]
        }

        private mutating func skipWhitespace() {
            while position < bytes.count {
                switch bytes[position] {
                case 0x20, 0x09, 0x0a, 0x0d: position += 1
                default: return
                }
            }
        }
    }
}
