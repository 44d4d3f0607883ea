/// PEM armour (RFC 7468), for reading what people have: CMS files, certificates, CRLs.
public enum PEM {
    public struct Block: Sendable, Hashable {
        /// What stands between `-----BEGIN ` and `-----`.
        public let label: String
        public let bytes: [UInt8]
    }

    /// Blocks in one file: a bundle of every national root would hold a few dozen.
    public static let maximumBlocks = 1000

    /// Whether the text starts, after white space or comment lines, with an armour line within its first 4 KiB.
    public static func looksLikePEM(_ start: some Collection<UInt8>) -> Bool {
        let head = String(decoding: start.prefix(4096), as: UTF8.self)
        return head.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("-----BEGIN ") }
    }

    /// Whether the text begins, after nothing but line ends, with an armour line.
    static func beginsWithArmour(_ start: some Collection<UInt8>) -> Bool {
        start.drop { $0 == 10 || $0 == 13 }.starts(with: "-----BEGIN ".utf8)
    }

    /// Every block of a text, in order; nil where a block is cut off, its base64 is broken, or there are too many.
    public static func blocks(_ text: [UInt8]) -> [Block]? { scan(text)?.blocks }

    /// The blocks, and whether anything but white space stands outside of them.
    static func scan(_ text: [UInt8]) -> (blocks: [Block], hasTextOutside: Bool)? {
        var blocks: [Block] = []
        var hasTextOutside = false
        var label: String?
        var body: [UInt8] = []
        for raw in text.split(whereSeparator: { $0 == 10 || $0 == 13 }) {
            var line = raw
            while let last = line.last, last == 32 || last == 9 { line = line.dropLast() }
            if let current = label {
                if line.starts(with: "-----END ".utf8) {
                    guard line.elementsEqual("-----END \(current)-----".utf8), let bytes = Base64.decode(body),
                        blocks.count < maximumBlocks
                    else { return nil }
                    blocks.append(Block(label: current, bytes: bytes))
                    label = nil
                    body = []
                } else if !line.contains(UInt8(ascii: ":")) {  // headers of old armours carry no key material here
                    body.append(contentsOf: line)
                }
            } else if line.starts(with: "-----BEGIN ".utf8), line.suffix(5).elementsEqual("-----".utf8) {
                label = String(decoding: line.dropFirst(11).dropLast(5), as: UTF8.self)
            } else if !line.isEmpty {
                hasTextOutside = true
            }
        }
        return label == nil ? (blocks, hasTextOutside) : nil
    }

    public static func armour(_ bytes: [UInt8], label: String) -> String {
        var text = "-----BEGIN \(label)-----\n"
        var rest = Base64.encode(bytes)[...]
        while !rest.isEmpty {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END \(label)-----\n"
    }
}
