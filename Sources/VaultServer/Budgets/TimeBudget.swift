import NIOCore

/// How long the server waits for others, and for itself.
struct TimeBudget: Hashable, Sendable {
    /// A connection without a complete request head, TLS handshake included.
    var idle = TimeAmount.seconds(30)
    /// A connection on which nothing moves in either direction while it is the other side's turn, also in the middle of
    /// an answer, which is written in pieces of 64 KiB: whoever takes less than one in this time is gone, and 2 KiB a second is what a line must bear.
    var stall = TimeAmount.seconds(30)
    /// A body must bring so much in each such time of waiting for it: 1 KiB a second, slower than any line that could
    /// ever finish an upload. What waits for the server itself does not count.
    var bodyWindow = TimeAmount.seconds(10)
    var bodyByteCountPerWindow = 10 << 10
    /// A whole body, however fast it comes, but an upload's: a MiB over a line of 300 kbit/s.
    var body = TimeAmount.seconds(30)
    /// An upload's: 2 GiB over a line of 5 Mbit/s is an hour.
    var uploadBody = TimeAmount.seconds(7200)
    /// What is read away behind a refusal.
    var drain = TimeAmount.seconds(2)
    /// From a request's head until its answer begins, in all but uploads; longer than a body may take. Validating and
    /// committing a large document takes seconds; what takes longer than this hangs.
    var handling = Duration.seconds(120)
    /// What was begun when the server is asked to end; then connections are cut.
    var ending = Duration.seconds(30)
}
