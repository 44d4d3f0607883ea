import Synchronization

/// How many requests are being worked on, in all, for each caller, and for all together who have no name. Nobody queues: whoever
/// finds no room comes back.
final class RequestSlots: Sendable {
    /// A place, kept for as long as it is referred to: by the work, and by the answer while it is written.
    final class Slot: Sendable {
        private let slots: RequestSlots
        private let caller: CallerKey?
        private let isStranger: Bool

        fileprivate init(_ slots: RequestSlots, _ caller: CallerKey?, isStranger: Bool) {
            self.slots = slots
            self.caller = caller
            self.isStranger = isStranger
        }

        deinit { slots.leave(caller, isStranger: isStranger) }
    }

    private struct State {
        var total = 0
        var strangers = 0
        var byCaller: [CallerKey: Int] = [:]
    }

    private let limit: Int
    private let limitPerCaller: Int
    private let limitOfStrangers: Int
    private let state = Mutex(State())

    /// - Parameter limitOfStrangers: what is left is for those who have a name; nil where all may have everything.
    init(limit: Int, limitPerCaller: Int, limitOfStrangers: Int? = nil) {
        self.limit = limit
        self.limitPerCaller = limitPerCaller
        self.limitOfStrangers = limitOfStrangers ?? limit
    }

    var count: Int { state.withLock { $0.total } }

    /// - Parameters:
    ///   - caller: nil for one that is not told apart.
    ///   - isStranger: he has no name, and is not about to say it.
    /// - Returns: nil where there is no room.
    func take(_ caller: CallerKey?, isStranger: Bool = false) -> Slot? {
        let isTaken = state.withLock { state in
            guard state.total < limit, !isStranger || state.strangers < limitOfStrangers else { return false }
            if let caller {
                guard state.byCaller[caller, default: 0] < limitPerCaller else { return false }
                state.byCaller[caller, default: 0] += 1
            }
            state.total += 1
            if isStranger { state.strangers += 1 }
            return true
        }
        return isTaken ? Slot(self, caller, isStranger: isStranger) : nil
    }

    private func leave(_ caller: CallerKey?, isStranger: Bool) {
        state.withLock { state in
            state.total -= 1
            if isStranger { state.strangers -= 1 }
            guard let caller, let count = state.byCaller[caller] else { return }
            state.byCaller[caller] = count > 1 ? count - 1 : nil
        }
    }
}
