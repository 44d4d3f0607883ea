import Synchronization

/// The connections that there are, in all and of each address.
final class ConnectionRegister: Sendable {
    private struct State {
        var total = 0
        var byAddress: [CallerKey: Int] = [:]
    }

    private let limitPerAddress: Int
    private let state = Mutex(State())

    init(limitPerAddress: Int = ServerLimits.connectionsPerAddress) { self.limitPerAddress = limitPerAddress }

    var count: Int { state.withLock { $0.total } }

    /// - Parameter address: nil for one that is not told apart.
    /// - Returns: whether there is room for it; to be followed by `leave` either way.
    func enter(_ address: CallerKey?) -> Bool {
        state.withLock { state in
            state.total += 1
            guard let address else { return true }
            state.byAddress[address, default: 0] += 1
            return state.byAddress[address, default: 0] <= limitPerAddress
        }
    }

    func leave(_ address: CallerKey?) {
        state.withLock { state in
            state.total -= 1
            guard let address, let count = state.byAddress[address] else { return }
            state.byAddress[address] = count > 1 ? count - 1 : nil
        }
    }
}
