/// How much of the server each caller, and all of them, may have at once.
public struct ServerBudgets: Hashable, Sendable {
    /// Connections at once, where the system has as many descriptors. Each takes some 50 KiB with TLS.
    public var connections = 16_384
    /// Requests being worked on at once: what comes on top is told to come back, and waits in no queue. Each may hold a
    /// few MiB.
    public var concurrentRequests = 512
    /// Of these, what nobody without a name may have: people who signed in, services, and whoever is signing in find room however
    /// many read slowly what is public.
    var requestsForNamedCallers: Int { concurrentRequests / 4 }
    /// The same of one caller. A browser has 6, a syncing service a dozen.
    public var concurrentRequestsPerCaller = 64
    /// Requests a second of one caller, in the long run and in a burst. Reading a whole log of a million entries takes
    /// 8,000.
    public var requestsPerSecond = 100
    public var requestBurst = 400
    /// Whether callers without a name are told apart by their address on this machine too. A proxy in front of the server
    /// speaks for everybody, so that they are not; what all may have at once holds for them.
    public var limitsThisMachine = false

    var times = TimeBudget()

    public init() {}
}
