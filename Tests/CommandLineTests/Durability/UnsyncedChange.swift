/// A change of a file or folder that a power cut may still take back.
struct UnsyncedChange: Sendable {
    /// The thread that made it.
    let thread: Int32
    /// The line of the trace at which it was complete; `.max` while it is under way.
    let ended: Int
    /// Whether any thread's sync counts for it: a name that `open` made is synced by whoever comes first.
    var isAnyones = false
    /// The threads that have synced it since.
    private(set) var syncedBy: Set<Int32> = []

    init(by thread: Int32, ended: Int, isAnyones: Bool = false) {
        self.thread = thread
        self.ended = ended
        self.isAnyones = isAnyones
    }

    /// Whether it is durable, and not by luck: the thread that made the change has synced it, or the thread that relies
    /// on it. What some other thread's sync happened to cover in this run, it may not cover in the next.
    func isDurable(for relying: Int32? = nil) -> Bool {
        if isAnyones { return !syncedBy.isEmpty }
        return syncedBy.contains(thread) || relying.map(syncedBy.contains) ?? false
    }

    /// A sync covers what was complete when it began.
    mutating func sync(by thread: Int32, began: Int) {
        if ended < began { syncedBy.insert(thread) }
    }
}
