import Glibc
import Synchronization

/// Ctrl-C while much is under way: what was begun is finished and shown, nothing new is begun. A second one ends the
/// program where it is.
enum Interruption {
    private static let wasAsked = Atomic<Bool>(false)

    static var isAsked: Bool { wasAsked.load(ordering: .relaxed) }

    /// From here on the first Ctrl-C only sets `isAsked`. Whoever started us with the signal ignored wants it so.
    static func watch() {
        let before = signal(SIGINT) { _ in
            Interruption.wasAsked.store(true, ordering: .relaxed)
            signal(SIGINT, SIG_DFL)
        }
        if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(SIGINT, SIG_IGN) }
    }

    /// Ends as the signal would have, where it came: a shell stops its script then.
    static func obey() {
        guard isAsked else { return }
        signal(SIGINT, SIG_DFL)
        // The runtime's threads block signals.
        var own = sigset_t()
        sigemptyset(&own)
        sigaddset(&own, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &own, nil)
        raise(SIGINT)
    }
}
