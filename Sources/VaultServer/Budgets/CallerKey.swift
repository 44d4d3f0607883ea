import NIOCore
import PKI

/// Whom a budget is counted for.
enum CallerKey: Hashable, Sendable {
    /// A person, by the number that he signed in as: all of his sessions together.
    case person(String)
    case service(String)
    /// Somebody who did not say who he is: an IPv4 address, or the network that an IPv6 address is in.
    case address(String)
    /// All strangers beyond those that are remembered.
    case overflow

    /// - Parameter address: nil for no address of the internet.
    init?(_ address: SocketAddress?) {
        switch address {
        case .v4(let address):
            self = .address(withUnsafeBytes(of: address.address) { Array($0[Self.placeOfIPv4]).hexadecimal })
        case .v6(let address):
            // A network of 64 bits is one customer's: he may have any address in it.
            self = .address(withUnsafeBytes(of: address.address) { Array($0[Self.placeOfIPv6Network]).hexadecimal })
        case .unixDomainSocket, nil: return nil
        }
    }

    /// Where `sockaddr_in` and `sockaddr_in6` of Linux have their addresses: behind family and port, and flow information.
    private static let placeOfIPv4 = 4..<8
    private static let placeOfIPv6Network = 8..<16
}
