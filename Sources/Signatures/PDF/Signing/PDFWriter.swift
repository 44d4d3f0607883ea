/// Writes values as PDF syntax (ISO 32000-2 clause 7.3): always the same bytes for the same value.
enum PDFWriter {
    static func bytes(_ value: PDFValue) -> [UInt8] {
        var out: [UInt8] = []
        write(value, to: &out)
        return out
    }

    static func write(_ value: PDFValue, to out: inout [UInt8]) {
        switch value {
        case .null: out += "null".utf8
        case .boolean(let value): out += (value ? "true" : "false").utf8
        case .integer(let value): out += String(value).utf8
        case .real(let spelled): out += spelled
        case .name(let name): write(name, to: &out)
        case .string(let bytes): write(string: bytes, to: &out)
        case .reference(let reference): out += "\(reference) R".utf8
        case .array(let items):
            out.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(UInt8(ascii: " ")) }
                write(item, to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .dictionary(let dictionary):
            out += "<<".utf8
            writeEntries(of: dictionary, to: &out)
            out += " >>".utf8
        }
    }

    /// The entries alone, in the order of their keys, each after a space.
    static func writeEntries(of dictionary: PDFDictionary, to out: inout [UInt8]) {
        for key in dictionary.keys {
            guard let value = dictionary[key] else { continue }
            out.append(UInt8(ascii: " "))
            write(key, to: &out)
            out.append(UInt8(ascii: " "))
            write(value, to: &out)
        }
    }

    /// A name: what is no regular character, and the number sign, as `#xx` (clause 7.3.5).
    private static func write(_ name: PDFName, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "/"))
        for byte in name.bytes {
            if (0x21...0x7e).contains(byte), !"#()<>[]{}/%".utf8.contains(byte) {
                out.append(byte)
            } else {
                out.append(UInt8(ascii: "#"))
                out += hexadecimal(byte)
            }
        }
    }

    /// A literal string where every byte is printable ASCII, else a hexadecimal one (clause 7.3.4).
    private static func write(string bytes: [UInt8], to out: inout [UInt8]) {
        guard bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else {
            out.append(UInt8(ascii: "<"))
            for byte in bytes { out += hexadecimal(byte) }
            out.append(UInt8(ascii: ">"))
            return
        }
        out.append(UInt8(ascii: "("))
        for byte in bytes {
            if "()\\".utf8.contains(byte) { out.append(UInt8(ascii: "\\")) }
            out.append(byte)
        }
        out.append(UInt8(ascii: ")"))
    }

    private static let digits = Array("0123456789abcdef".utf8)

    static func hexadecimal(_ byte: UInt8) -> [UInt8] { [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }

    /// A number with at most two decimals: a hundredth of a point is finer than any printer.
    static func decimal(_ number: Double) -> [UInt8] {
        let hundredths = Int((number * 100).rounded())
        let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
        let sign = hundredths < 0 ? "-" : ""
        return Array("\(sign)\(whole)\(rest == 0 ? "" : rest < 10 ? ".0\(rest)" : ".\(rest)")".utf8)
    }

    static func number(_ number: Double) -> PDFValue { .real(decimal(number)) }

    /// A stream object (clause 7.3.8), as it stands.
    static func stream(_ dictionary: PDFDictionary, _ data: [UInt8]) -> [UInt8] {
        var dictionary = dictionary
        dictionary["Length"] = .integer(data.count)
        return bytes(.dictionary(dictionary)) + Array("\nstream\n".utf8) + data + Array("\nendstream".utf8)
    }
}
