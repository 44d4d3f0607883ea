/// How a server is set up.
public struct ServerOptions: Sendable {
    public var address: ServerAddress
    /// nil for plain HTTP, which is for loopback alone.
    public var security: TransportSecurity?
    public var budgets = ServerBudgets()
    /// Where clients reach it (`https://kho.example`), as they sign it; empty for the address that it listens at.
    public var origins: Set<String> = []
    /// A port of this machine that gives the figures out; nil for none, 0 lets the system choose.
    public var metricsPort: Int?
    public var log = LogStyle.text

    public init(address: ServerAddress, security: TransportSecurity? = nil) {
        self.address = address
        self.security = security
    }
}
