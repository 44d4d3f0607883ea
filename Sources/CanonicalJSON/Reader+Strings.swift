extension JSON.Reader {
    /// Reads a string from its opening to its closing quotation mark.
    mutating func readString() throws(JSONError) -> String {
        let start = position
        position += 1
        skipPlainBytes()
        if try peek() == UInt8(ascii: "\"") {
            // No escape in it, as in most strings: taken as it stands.
            let text = try text(of: bytes[(start + 1)..<position], startingAt: start)
            position += 1
            return text
        }
        var decoded = Array(bytes[(start + 1)..<position])
        while true {
            switch try peek() {
            case UInt8(ascii: "\""):
                position += 1
                return try text(of: decoded[...], startingAt: start)
            case UInt8(ascii: "\\"):
                try readEscape(into: &decoded)
            default:
                // A control character, which must be escaped.
                throw JSONError(.syntax, at: position)
            }
            let plain = position
            skipPlainBytes()
            decoded.append(contentsOf: bytes[plain..<position])
        }
    }

    /// Up to the next quotation mark, escape or control character.
    private mutating func skipPlainBytes() {
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            position += 1
        }
    }

    private func text(of bytes: ArraySlice<UInt8>, startingAt start: Int) throws(JSONError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw JSONError(.invalidUTF8, at: start) }
        return text
    }

    private mutating func readEscape(into decoded: inout [UInt8]) throws(JSONError) {
        let start = position
        position += 1
        let letter = try peek()
        position += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): decoded.append(letter)
        case UInt8(ascii: "b"): decoded.append(0x08)
        case UInt8(ascii: "t"): decoded.append(0x09)
        case UInt8(ascii: "n"): decoded.append(0x0a)
        case UInt8(ascii: "f"): decoded.append(0x0c)
        case UInt8(ascii: "r"): decoded.append(0x0d)
        case UInt8(ascii: "u"): decoded.append(contentsOf: String(try readScalar(escapedAt: start)).utf8)
        default: throw JSONError(.syntax, at: start)
        }
    }

    /// What stands after `\u`: a scalar of the basic plane, or a surrogate pair.
    private mutating func readScalar(escapedAt start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try readHexadecimalUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first),
            bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
        else { throw JSONError(.loneSurrogate, at: start) }
        position += 2
        let second = try readHexadecimalUnit()
        guard UTF16.isTrailSurrogate(second) else { throw JSONError(.loneSurrogate, at: start) }
        let value = 0x10000 + ((UInt32(first) - 0xd800) << 10) + (UInt32(second) - 0xdc00)
        guard let scalar = Unicode.Scalar(value) else { throw JSONError(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func readHexadecimalUnit() throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch try peek() {
            case let byte where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte): digit = byte - UInt8(ascii: "0")
            case let byte where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte):
                digit = byte - UInt8(ascii: "a") + 10
            case let byte where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte):
                digit = byte - UInt8(ascii: "A") + 10
            default: throw JSONError(.syntax, at: position)
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
