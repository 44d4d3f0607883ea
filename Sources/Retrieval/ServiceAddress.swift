import Foundation

/// Where a service is asked: an `http:` or `https:` address without a user's name in it.
struct ServiceAddress: Hashable, Sendable {
    let text: String
    let host: String

    /// - Throws: `RetrievalError` `.addressUnusable`.
    init(_ text: String) throws(RetrievalError) {
        guard text.utf8.count <= RetrievalLimits.address, let parts = URLComponents(string: text),
            ["http", "https"].contains(parts.scheme?.lowercased()), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.fragment == nil, host.utf8.allSatisfy(Self.isHostByte),
            // Where it is escaped, others may read another host in it.
            text.dropFirst((parts.scheme?.count ?? 0) + "://".count).hasPrefix(host)
        else { throw RetrievalError(.addressUnusable) }
        self.text = text
        // In an address, IPv6 stands in brackets.
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }

    /// The host that is judged must be, letter by letter, the one that the client connects to: no escapes, no letters that
    /// somebody folds.
    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"):
            true
        default: false
        }
    }
}
