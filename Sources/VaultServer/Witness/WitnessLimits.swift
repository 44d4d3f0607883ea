import NIOCore

/// What a witness bears from strangers: anybody may ask it.
enum WitnessLimits {
    /// Of one address, but for this machine's own: the logs of one operator keep a connection each.
    static let connectionsPerAddress = 64

    static var budgets: ServerBudgets {
        var budgets = ServerBudgets()
        // Each holds a request of 64 KiB at most, read or not, until it is answered.
        budgets.connections = 1024
        // Decided one after the other, each in the time of two writes to the disk; what comes on top comes back.
        budgets.concurrentRequests = 32
        budgets.concurrentRequestsPerCaller = 8
        // A log asks once a second at most, and twice where it does not know what was cosigned.
        budgets.requestsPerSecond = 20
        budgets.requestBurst = 100
        budgets.times.body = .seconds(10)
        budgets.times.handling = .seconds(30)
        return budgets
    }
}
