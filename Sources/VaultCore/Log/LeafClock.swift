import PKI

/// Gives leaves their times: what the clock says, but always later than the leaf before.
struct LeafClock {
    private(set) var last: Instant?

    mutating func next(now: Instant) -> Instant {
        var time = now
        if let last, time <= last { time = Instant(microseconds: last.microseconds + 1) }
        last = time
        return time
    }
}
