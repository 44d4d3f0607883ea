import Synchronization
import VaultCore

/// The streams of events that are open: bounded in number, and ended when the server stops.
final class EventStreams: Sendable {
    private let state = Mutex(State())
    private let limit: Int
    private let limitOfCaller: Int
    private let grace: Duration

    private struct State {
        var open: [UInt64: (caller: CallerKey, signal: EventSignal)] = [:]
        var next: UInt64 = 0
        var isClosed = false

        /// The oldest stream of the caller who has most, where they are more than so many.
        func oldestOfGreatest(above count: Int) -> UInt64? {
            let byCaller = Dictionary(grouping: open.keys) { open[$0]?.caller }
            let greatest = byCaller.values.max { ($0.count, $1.min() ?? 0) < ($1.count, $0.min() ?? 0) }
            return greatest.flatMap { $0.count > count ? $0.min() : nil }
        }
    }

    init(
        limit: Int = EventStreamLimits.streams, limitOfCaller: Int = EventStreamLimits.streamsOfCaller,
        grace: Duration = EventStreamLimits.grace
    ) {
        self.limit = limit
        self.limitOfCaller = limitOfCaller
        self.grace = grace
    }

    /// A place for one more stream. The oldest of the same caller makes room where he has too many; where the server is full,
    /// the oldest of whoever has most of them, and more than the caller would: no caller keeps another out.
    /// - Parameter cut: ends its connection, where it has to end and does not.
    /// - Returns: nil where the server has as many as it bears, or stops.
    func open(for caller: CallerKey, cut: @escaping @Sendable () -> Void) -> EventStreamPlace? {
        let signal = EventSignal(grace: grace, cut: cut)
        let place = state.withLock { state -> UInt64? in
            guard !state.isClosed else { return nil }
            let own = state.open.filter { $0.value.caller == caller }.keys
            if own.count >= limitOfCaller, let oldest = own.min() {
                state.open.removeValue(forKey: oldest)?.signal.end()
            }
            if state.open.count >= limit, let oldest = state.oldestOfGreatest(above: own.count + 1) {
                state.open.removeValue(forKey: oldest)?.signal.end()
            }
            guard state.open.count < limit else { return nil }
            defer { state.next += 1 }
            state.open[state.next] = (caller, signal)
            return state.next
        }
        guard let place else { return nil }
        return EventStreamPlace(signal) { [weak self] in
            self?.state.withLock { state in state.open[place] = nil }
        }
    }

    /// Ends all of them, and lets none begin.
    func close() {
        state.withLock { state in
            state.isClosed = true
            for stream in state.open.values { stream.signal.end() }
            state.open = [:]
        }
    }

    /// Whether none begins any more.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// How many are open.
    var count: Int { state.withLock { $0.open.count } }
}

/// A place among the streams. It is free again when nobody holds it any more, also where nothing was ever written.
final class EventStreamPlace: Sendable {
    let signal: EventSignal
    private let leave: @Sendable () -> Void

    fileprivate init(_ signal: EventSignal, leave: @escaping @Sendable () -> Void) {
        self.signal = signal
        self.leave = leave
    }

    deinit {
        signal.leave()
        leave()
    }
}
