extension JSON {
    /// Writes the canonical form (RFC 8785, section 3.2). Objects are in order already.
    struct Writer {
        private(set) var bytes: [UInt8] = []

        mutating func write(_ value: JSON) {
            switch value {
            case .null: append("null")
            case .bool(let truth): append(truth ? "true" : "false")
            case .integer(let number): write(number)
            case .string(let text): write(text)
            case .array(let values): write(values)
            case .object(let object): write(object)
            }
        }

        private mutating func write(_ values: [JSON]) {
            bytes.append(UInt8(ascii: "["))
            var isFirst = true
            for value in values {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                write(value)
            }
            bytes.append(UInt8(ascii: "]"))
        }

        private mutating func write(_ object: Object) {
            bytes.append(UInt8(ascii: "{"))
            var isFirst = true
            for member in object.members {
                if !isFirst { bytes.append(UInt8(ascii: ",")) }
                isFirst = false
                write(member.key)
                bytes.append(UInt8(ascii: ":"))
                write(member.value)
            }
            bytes.append(UInt8(ascii: "}"))
        }

        private mutating func write(_ number: Int64) {
            precondition(JSON.integerRange.contains(number), "a JSON integer must be of a magnitude below 2^53")
            if number < 0 { bytes.append(UInt8(ascii: "-")) }
            let start = bytes.count
            var rest = number.magnitude
            repeat {
                bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
                rest /= 10
            } while rest > 0
            bytes[start...].reverse()
        }

        /// RFC 8785, section 3.2.2.2: only what JSON obliges to be escaped is, in its shortest form.
        private mutating func write(_ text: String) {
            bytes.append(UInt8(ascii: "\""))
            var text = text
            text.withUTF8 { utf8 in
                var written = 0
                for index in utf8.indices where Writer.needsEscape(utf8[index]) {
                    bytes.append(contentsOf: utf8[written..<index])
                    writeEscape(of: utf8[index])
                    written = index + 1
                }
                bytes.append(contentsOf: utf8[written...])
            }
            bytes.append(UInt8(ascii: "\""))
        }

        private static func needsEscape(_ byte: UInt8) -> Bool {
            byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
        }

        private mutating func writeEscape(of byte: UInt8) {
            bytes.append(UInt8(ascii: "\\"))
            switch byte {
            case 0x08: bytes.append(UInt8(ascii: "b"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            case 0x0a: bytes.append(UInt8(ascii: "n"))
            case 0x0c: bytes.append(UInt8(ascii: "f"))
            case 0x0d: bytes.append(UInt8(ascii: "r"))
            case 0..<0x20:
                append("u00")
                bytes.append(UInt8(ascii: "0") + (byte >> 4))
                let low = byte & 15
                bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
            default: bytes.append(byte)
            }
        }

        private mutating func append(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }
    }
}
