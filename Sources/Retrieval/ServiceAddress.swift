import Foundation

/// Where a service is asked: an `http:` or `https:` address without a user's name in it.
struct ServiceAddress: Hashable, Sendable {
    let text: String
    let host: String

    /// - Throws: `RetrievalError` `.addressUnusable`.
    init(_ text: String) throws(RetrievalError) {
        guard text.utf8.count <= RetrievalLimits.address, let parts = URLComponents(string: text),
            ["http", "https"].contains(parts.scheme?.lowercased()), let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.password == nil, parts.fragment == nil
        else { throw RetrievalError(.addressUnusable) }
        self.text = text
        // In an address, IPv6 stands in brackets.
        self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    }
}
