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
        var isGood = true
        func digit(_ character: UInt8) -> UInt8 {
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): return character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): return character - UInt8(ascii: "a") + 10
            default:
                isGood = false
                return 0
            }
        }
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 2) { buffer, count in
            while count < text.count / 2, isGood {
                buffer[count] = digit(text[2 * count]) << 4 | digit(text[2 * count + 1])
                count += 1
            }
        }
        return isGood ? bytes : nil
    }

    public init?(hexadecimal text: String) { self.init(hexadecimal: text.utf8) }
}
