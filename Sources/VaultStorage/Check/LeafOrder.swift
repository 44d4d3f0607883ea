import PKI

/// Holds that the times of leaves only ever grow.
struct LeafOrder {
    private var last: Instant?

    mutating func follows(_ time: Instant) -> Bool {
        defer { last = time }
        return last.map { $0 < time } ?? true
    }
}
