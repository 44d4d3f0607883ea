import Synchronization

/// How many requests are being worked on, in all and for each caller. Nobody queues: whoever finds no room comes back.
final class RequestSlots: Sendable {
    /// A place, kept for as long as it is referred to: by the work, and by the answer while it is written.
    final class Slot: Sendable {
        private let slots: RequestSlots
        private let caller: CallerKey?

        fileprivate init(_ slots: RequestSlots, _ caller: CallerKey?) {
            self.slots = slots
            self.caller = caller
        }

        deinit { slots.leave(caller) }
    }

    private struct State {
        var total = 0
        var byCaller: [CallerKey: Int] = [:]
    }

    private let limit: Int
    private let limitPerCaller: Int
    private let state = Mutex(State())

    init(limit: Int, limitPerCaller: Int) {
        self.limit = limit
        self.limitPerCaller = limitPerCaller
    }

    var count: Int { state.withLock { $0.total } }

    /// - Parameter caller: nil for one that is not told apart.
    /// - Returns: nil where there is no room.
    func take(_ caller: CallerKey?) -> Slot? {
        let isTaken = state.withLock { state in
            guard state.total < limit else { return false }
            if let caller {
                guard state.byCaller[caller, default: 0] < limitPerCaller else { return false }
                state.byCaller[caller, default: 0] += 1
            }
            state.total += 1
            return true
        }
        return isTaken ? Slot(self, caller) : nil
    }

    private func leave(_ caller: CallerKey?) {
        state.withLock { state in
            state.total -= 1
            guard let caller, let count = state.byCaller[caller] else { return }
            state.byCaller[caller] = count > 1 ? count - 1 : nil
        }
    }
}
