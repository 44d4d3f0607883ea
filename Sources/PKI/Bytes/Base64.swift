/// Base64 with the standard alphabet and padding (RFC 4648 section 4), strict in both directions.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var table = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
        return table
    }()

    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count + 2) / 3 * 4)
        var group: UInt32 = 0
        var held = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            held += 1
            if held == 3 {
                for shift in [18, 12, 6, 0] as [UInt32] { out.append(alphabet[Int(group >> shift & 63)]) }
                group = 0
                held = 0
            }
        }
        if held > 0 {
            group <<= UInt32(8 * (3 - held))
            for place in 0..<4 {
                out.append(place <= held ? alphabet[Int(group >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// - Returns: nil for a foreign character, wrong padding, or bits set that encode nothing, so that every byte
    ///   string has one encoding only.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(text.count / 4 * 3)
        var group: UInt32 = 0
        var held = 0
        var padding = 0
        for character in text {
            if character == UInt8(ascii: "=") {
                padding += 1
                group <<= 6
            } else {
                let value = values[Int(character)]
                guard value != 255, padding == 0 else { return nil }
                group = group << 6 | UInt32(value)
            }
            held += 1
            if held == 4 {
                guard padding <= 2, group & (padding == 0 ? 0 : padding == 1 ? 0xff : 0xffff) == 0 else { return nil }
                for place in 0..<(3 - padding) { out.append(UInt8(group >> UInt32(16 - 8 * place) & 255)) }
                group = 0
                held = 0
                if padding > 0 { padding = 3 }  // nothing may follow a padded group
            }
        }
        return out
    }

    public static func decode(_ text: String) -> [UInt8]? { decode(text.utf8) }
}
