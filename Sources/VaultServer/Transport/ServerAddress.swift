import NIOCore
import VaultCore

/// Where a server listens: a numeric address and a port. Names are refused, since what they mean may change between
/// the question whether it is loopback and the answer.
public struct ServerAddress: Hashable, Sendable {
    /// The numeric address.
    public let host: String
    /// 0 lets the system choose.
    public let port: Int
    public let isLoopback: Bool

    /// - Parameter host: an IPv4 or IPv6 address, or `localhost` for 127.0.0.1.
    /// - Throws: `LISTEN_ADDRESS_MALFORMED`.
    public init(host: String, port: Int) throws(ServerError) {
        let number = host == "localhost" ? "127.0.0.1" : host
        guard (0...65_535).contains(port), let address = try? SocketAddress(ipAddress: number, port: port),
            let text = address.ipAddress
        else { throw ServerError(.addressMalformed, ["host": host, "port": String(port)]) }
        self.host = text
        self.port = port
        isLoopback = Self.isLoopback(text)
    }

    /// Whether a host, as URLs write it, is this machine: 127.0.0.0/8, ::1, `localhost`.
    static func isLoopback(_ host: String) -> Bool {
        if host.lowercased() == "localhost" { return true }
        guard let address = try? SocketAddress(ipAddress: host, port: 0), let text = address.ipAddress else {
            return false
        }
        return text == "::1" || (address.protocol == .inet && text.hasPrefix("127."))
    }

    /// The host alone of `host:port` or `[host]:port` (RFC 3986 section 3.2).
    static func host(ofAuthority authority: String) -> String {
        if authority.first == "[" { return String(authority.dropFirst().prefix { $0 != "]" }) }
        return String(authority.prefix { $0 != ":" })
    }

    /// How clients name it, as they sign it, where its operator said nothing else.
    func origins(port: Int, isEncrypted: Bool) -> Set<String> {
        let hosts = isLoopback ? [host, "localhost"] : [host]
        return Set(
            hosts.compactMap { ServerOrigin(scheme: isEncrypted ? .https : .http, host: $0, port: port)?.text })
    }

    /// `https://127.0.0.1:8443`
    func url(port: Int, isEncrypted: Bool) -> String {
        "\(isEncrypted ? "https" : "http")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}
