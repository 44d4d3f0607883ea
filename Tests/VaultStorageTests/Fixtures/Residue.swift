import Foundation

/// Where somebody's name or number still stands in a folder: in any file, in any of the spellings in which a vault, SQLite,
/// DER, JSON or a text tool might hold it.
enum Residue {
    /// - Returns: what was found, `spelling in file`.
    static func of(_ texts: [String], in folder: String) throws -> [String] {
        let needles = texts.flatMap { text in spellings(text).map { (text: text, name: $0.name, bytes: $0.bytes) } }
        var found: [String] = []
        for name in TemporaryFolder.files(below: folder) {
            let bytes: [UInt8]
            do {
                bytes = try TemporaryFolder.bytes("\(folder)/\(name)")
            } catch {
                // SQLite takes its -shm and -wal away when the last connection closes, maybe just now.
                guard FileManager.default.fileExists(atPath: "\(folder)/\(name)") else { continue }
                throw error
            }
            let content = Data(bytes)
            for needle in needles where content.range(of: Data(needle.bytes)) != nil {
                found.append("\(needle.name) of \(needle.text) in \(name)")
            }
            for needle in needles where Data(name.utf8).range(of: Data(needle.bytes)) != nil {
                found.append("\(needle.name) of \(needle.text) as the name \(name)")
            }
        }
        return found
    }

    static func spellings(_ text: String) -> [(name: String, bytes: [UInt8])] {
        let utf8 = Array(text.utf8)
        let units = Array(text.utf16)
        let hexadecimal = utf8.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
        let escaped = units.map { unit -> String in
            if unit < 0x80 { return String(Unicode.Scalar(UInt8(unit))) }
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
        // In Base64 a text stands in one of three ways, by where it begins; the outer characters depend on what is around.
        let encoded = (0..<3).map { offset -> [UInt8] in
            let padded = Data(repeating: 0, count: offset) + Data(utf8)
            let whole = padded.prefix(padded.count / 3 * 3).base64EncodedString()
            return Array(whole.utf8.dropFirst(offset == 0 ? 0 : 4))
        }
        let little: [UInt8] = units.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
        let big: [UInt8] = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        var all: [(name: String, bytes: [UInt8])] = [("UTF-8", utf8), ("UTF-16LE", little), ("UTF-16BE", big)]
        all.append(("hexadecimal", Array(hexadecimal.utf8)))
        all.append(("HEXADECIMAL", Array(hexadecimal.uppercased().utf8)))
        all.append(("escapes", Array(escaped.utf8)))
        for text in encoded { all.append(("Base64", text)) }
        return all
    }
}
