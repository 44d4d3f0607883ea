/// An ASN.1 object identifier, kept as its DER content bytes so that comparing costs nothing.
public struct ObjectIdentifier: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The content octets (X.690 section 8.19), without tag and length.
    public let content: [UInt8]

    public init(content: some Collection<UInt8>) { self.content = Array(content) }

    /// A dotted literal from the code itself; a wrong one is a programming error.
    public init(stringLiteral value: StaticString) {
        let text = value.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
        self.init(text)!
    }

    /// Parses `1.2.840.…`; nil for anything that is not an identifier.
    public init?(_ dotted: String) {
        let arcs = dotted.split(separator: ".", omittingEmptySubsequences: false).map { arc in
            arc.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt64(arc) : nil
        }
        guard arcs.count >= 2, !arcs.contains(nil), let first = arcs[0], let second = arcs[1], first <= 2,
            first == 2 || second < 40, second < UInt64.max - 80
        else { return nil }
        var content: [UInt8] = []
        for arc in [first * 40 + second] + arcs.dropFirst(2).compactMap({ $0 }) {
            var groups: [UInt8] = [UInt8(arc & 127)]
            var rest = arc >> 7
            while rest > 0 {
                groups.append(UInt8(rest & 127) | 128)
                rest >>= 7
            }
            content.append(contentsOf: groups.reversed())
        }
        self.content = content
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
