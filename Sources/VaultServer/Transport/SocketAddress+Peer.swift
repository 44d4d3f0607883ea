import NIOCore

extension SocketAddress {
    /// The octets of an IPv4 address, also of a client that came by it to a server that listens for IPv6 (RFC 4291 section
    /// 2.5.5.2: `::ffff:192.0.2.7`); nil for any other.
    var octetsOfIPv4: [UInt8]? {
        switch self {
        case .v4(let address): return withUnsafeBytes(of: address.address) { Array($0[Self.placeOfIPv4]) }
        case .v6(let address):
            let octets = withUnsafeBytes(of: address.address) { Array($0[Self.placeOfIPv6]) }
            let isMapped = octets.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff])
            return isMapped ? Array(octets.suffix(4)) : nil
        case .unixDomainSocket: return nil
        }
    }

    /// The octets of an IPv6 address that is no IPv4 address.
    var octetsOfIPv6: [UInt8]? {
        guard case .v6(let address) = self, octetsOfIPv4 == nil else { return nil }
        return withUnsafeBytes(of: address.address) { Array($0[Self.placeOfIPv6]) }
    }

    /// Whether a connection from there comes from this machine itself.
    var isOfThisMachine: Bool {
        if let octets = octetsOfIPv4 { return octets.first == 127 }
        return ipAddress.map(ServerAddress.isLoopback) ?? true
    }

    /// Where `sockaddr_in` and `sockaddr_in6` of Linux have their addresses: behind family and port, and flow information.
    private static let placeOfIPv4 = 4..<8
    private static let placeOfIPv6 = 8..<24
}
