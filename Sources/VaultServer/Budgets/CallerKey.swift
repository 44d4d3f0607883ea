import NIOCore
import PKI

/// Whom a budget is counted for.
enum CallerKey: Hashable, Sendable {
    /// A person, as whom he signed in (`Session.holder`): all of his sessions together.
    case person(String)
    case service(String)
    /// Somebody who did not say who he is: an IPv4 address, or the network that an IPv6 address is in.
    case address(String)
    /// All strangers beyond those that are remembered.
    case overflow

    /// - Parameter address: nil for no address of the internet.
    init?(_ address: SocketAddress?) {
        if let octets = address?.octetsOfIPv4 {
            self = .address(octets.hexadecimal)
        } else if let octets = address?.octetsOfIPv6 {
            // A network of 64 bits is one customer's: he may have any address in it.
            self = .address(Array(octets.prefix(8)).hexadecimal)
        } else {
            return nil
        }
    }
}
