import PKI
import Synchronization

/// Whether a delivery may take what is kept of its webhook from another address.
///
/// One that begins may: its line was just read. One that has been telling may not at once: its line may be another by now, which
/// it has not been told of yet, and entries that it goes on telling to the old address would be skipped for the new one.
final class WebhookClaim: Sendable {
    /// Seconds after which whoever was ended would have been: three looks at the list (`WebhookDispatch`).
    static let patience: Int64 = 15

    private let state = Mutex<(isHeld: Bool, contestedSince: Instant?)>((false, nil))

    /// What is kept is of the delivery's own address.
    func hold() { state.withLock { $0 = (true, nil) } }

    /// What is kept is of another address.
    func mayTake(at time: Instant) -> Bool {
        state.withLock { state in
            guard state.isHeld else { return true }
            // A time that lies ahead is of a clock that was wrong.
            guard let since = state.contestedSince, since <= time else {
                state.contestedSince = time
                return false
            }
            return since.adding(seconds: Self.patience) <= time
        }
    }
}
