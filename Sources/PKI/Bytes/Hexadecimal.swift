extension Collection<UInt8> {
    /// Lower-case hexadecimal, two digits a byte.
    public var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: count * 2) { buffer in
            var at = 0
            for byte in self {
                buffer[at] = digits[Int(byte >> 4)]
                buffer[at + 1] = digits[Int(byte & 15)]
                at += 2
            }
            return at
        }
    }
}

extension [UInt8] {
    /// Parses lower-case hexadecimal, an even number of digits; nil for anything else.
    public init?(hexadecimal text: some Collection<UInt8>) {
        let parsed = text.withContiguousStorageIfAvailable { Self.parse($0) }
        // What is not in one piece is small.
        guard let bytes = parsed ?? Array(text).withUnsafeBufferPointer({ Self.parse($0) }) else { return nil }
        self = bytes
    }

    private static func parse(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count % 2 == 0 else { return nil }
        // Of everything that was read: bits of the mark, where one was no digit.
        var marks: UInt8 = 0
        let bytes = values.withUnsafeBufferPointer { values in
            [UInt8](unsafeUninitializedCapacity: text.count / 2) { buffer, count in
                for place in 0..<text.count / 2 {
                    let high = values[Int(text[2 * place])]
                    let low = values[Int(text[2 * place + 1])]
                    marks |= high | low
                    buffer[place] = high << 4 | low
                }
                count = text.count / 2
            }
        }
        return marks & noDigit == 0 ? bytes : nil
    }

    /// The value of each character as a digit, or the mark: signatures in PDF files are hexadecimal, and long.
    private static let values: [UInt8] = (0...UInt8.max).map { character in
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: noDigit
        }
    }

    private static let noDigit: UInt8 = 0xf0

    public init?(hexadecimal text: String) { self.init(hexadecimal: text.utf8) }
}
