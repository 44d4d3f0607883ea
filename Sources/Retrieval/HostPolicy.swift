/// Which hosts may be asked.
public enum HostPolicy: Sendable {
    /// Any, also this machine and the house's own network: for an address that the user gave.
    case any
    /// Only hosts whose every address is a public one: for an address that stands in a certificate or a file, through
    /// which a stranger would otherwise reach what only this machine can.
    case publicOnly
    /// This machine alone: for what may not go over a network.
    case thisMachine

    func permits(_ address: NetworkAddress) -> Bool {
        switch self {
        case .any: true
        case .publicOnly: address.isPublic
        case .thisMachine: address.isLoopback
        }
    }
}
