/// An ASN.1 object identifier, kept as its DER content bytes so that comparing costs nothing.
public struct ObjectIdentifier: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The content octets (X.690 section 8.19), without tag and length.
    public let content: [UInt8]

    public init(content: some Collection<UInt8>) { self.content = Array(content) }

    /// A dotted literal from the code itself; a wrong one is a programming error.
    public init(stringLiteral value: StaticString) {
        content = value.withUTF8Buffer { Self.content($0) }!
    }

    /// Parses `1.2.840.…`; nil for anything that is not an identifier.
    public init?(_ dotted: String) {
        var dotted = dotted
        guard let content = dotted.withUTF8({ Self.content($0) }) else { return nil }
        self.content = content
    }

    /// Byte by byte: each run of the program reads the some sixty literals of its tables.
    private static func content(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var content: [UInt8] = []
        var first: UInt64?
        var count = 0
        var position = text.startIndex
        while true {
            let start = position
            var arc: UInt64 = 0
            while position < text.endIndex, text[position] != UInt8(ascii: ".") {
                guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[position]) else { return nil }
                let (tens, overflows) = arc.multipliedReportingOverflow(by: 10)
                let (sum, overflowsToo) = tens.addingReportingOverflow(UInt64(text[position] - UInt8(ascii: "0")))
                guard !overflows, !overflowsToo else { return nil }
                arc = sum
                position += 1
            }
            guard position > start else { return nil }
            count += 1
            if let root = first {
                if count == 2 {
                    guard root == 2 || arc < 40, arc < UInt64.max - 80 else { return nil }
                    arc += root * 40
                }
                append(arc, to: &content)
            } else {
                guard arc <= 2 else { return nil }
                first = arc
            }
            guard position < text.endIndex else { return count >= 2 ? content : nil }
            position += 1
        }
    }

    /// Base 128, the most significant group first (X.690 section 8.19.2).
    private static func append(_ arc: UInt64, to content: inout [UInt8]) {
        var shift = 63
        while shift > 0, arc >> UInt64(shift) == 0 { shift -= 7 }
        while shift > 0 {
            content.append(UInt8(arc >> UInt64(shift) & 127) | 128)
            shift -= 7
        }
        content.append(UInt8(arc & 127))
    }

    /// Dotted decimal; an arc that does not fit 64 bits is shown as `…`.
    public var description: String {
        var arcs: [String] = []
        var value: UInt64 = 0
        var overflow = false
        for byte in content {
            if value >> 57 != 0 { overflow = true }
            value = value << 7 | UInt64(byte & 127)
            guard byte & 128 == 0 else { continue }
            if arcs.isEmpty {
                let first = min(value / 40, 2)
                arcs = ["\(first)", overflow ? "…" : "\(value - first * 40)"]
            } else {
                arcs.append(overflow ? "…" : "\(value)")
            }
            value = 0
            overflow = false
        }
        return arcs.joined(separator: ".")
    }
}
