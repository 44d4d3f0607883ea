import Hummingbird
import NIOCore
import Synchronization
import VaultCore

/// One stream of events (`text/event-stream`), from an index on for as long as both sides want.
///
/// It holds one page at most. Whoever takes nothing is waited for a little while, and then cut off: he comes back with the
/// last id that he got.
struct EventStream: Sendable {
    let events: EventLog
    /// Held for as long as the stream lasts.
    let place: EventStreamPlace
    /// The first index that the caller has not been told of.
    let start: UInt64
    var silence = EventStreamLimits.silence
    var lifetime = EventStreamLimits.lifetime
    var patience = EventStreamLimits.patience

    /// - Throws: what the stores throw; what writing throws where the other side has gone.
    func write(to writer: inout any ResponseBodyWriter) async throws {
        let signal = place.signal
        defer { signal.leave() }
        let known = KnownSize()
        let output = Output()
        let sizes = Task { [events] in
            for await size in events.sizes() {
                known.raise(to: size)
                signal.wake()
            }
        }
        let clock = Task { await watch(output) }
        defer {
            sizes.cancel()
            clock.cancel()
        }
        known.raise(to: try await events.size())
        var told = start
        var next = start
        try await output.write(EventFrame.opening(size: known.size, told: told), to: &writer)
        for await _ in signal.wakings {
            var isNew = false
            while next < known.size, !signal.isEnded {
                let page = try await events.page(from: next, to: known.size)
                next = page.next
                if let event = page.events.last {
                    try await output.write(EventFrame.entries(page.events), to: &writer)
                    told = event.index + 1
                    isNew = true
                } else if output.isSilent(for: silence) {
                    try await output.write(EventFrame.head(size: next), to: &writer)
                    told = next
                }
            }
            if isNew { try await Task.sleep(for: EventStreamLimits.pace) }
            guard output.isSilent(for: silence), !signal.isEnded else { continue }
            // Nothing in scope came for a while: how far the caller has been told all the same.
            try await output.write(told < next ? EventFrame.head(size: next) : EventFrame.comment, to: &writer)
            told = next
        }
    }

    /// Wakes the stream now and then, and ends it when its time is over, when it may be told no more, or when nobody takes
    /// what it writes.
    private func watch(_ output: Output) async {
        let signal = place.signal
        let end = ContinuousClock.now + lifetime
        while !Task.isCancelled, ContinuousClock.now < end {
            try? await Task.sleep(for: min(silence / 2, end - .now))
            if output.isStuck(for: patience) { return signal.cut() }
            guard await events.mayBeTold() else { break }
            signal.wake()
        }
        signal.end()
    }

    /// When something was last written, and whether it was taken.
    private final class Output: Sendable {
        private let state = Mutex((last: ContinuousClock.now, isWriting: false))

        func write(_ piece: ByteBuffer, to writer: inout any ResponseBodyWriter) async throws {
            state.withLock { $0 = (.now, true) }
            try await writer.write(piece)
            state.withLock { $0 = (.now, false) }
        }

        func isSilent(for time: Duration) -> Bool { state.withLock { !$0.isWriting && .now - $0.last >= time } }

        func isStuck(for time: Duration) -> Bool { state.withLock { $0.isWriting && .now - $0.last >= time } }
    }

    /// The committed size that is known, which only grows.
    private final class KnownSize: Sendable {
        private let value = Mutex<UInt64>(0)

        var size: UInt64 { value.withLock { $0 } }

        func raise(to size: UInt64) { value.withLock { $0 = max($0, size) } }
    }
}
