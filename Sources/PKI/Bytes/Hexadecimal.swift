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
        guard text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for character in text {
            let digit: UInt8
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = character - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        self = bytes
    }

    public init?(hexadecimal text: String) { self.init(hexadecimal: text.utf8) }
}
