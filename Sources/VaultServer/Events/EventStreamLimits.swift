/// What streams of events may cost.
enum EventStreamLimits {
    /// Streams at once, of some 200 KiB each where its reader is slow: every province's service, twice. Each reads for itself
    /// what is new.
    static let streams = 128
    /// Of one service: a few programs, and those whose end was not noticed yet. One more ends the oldest of them: whoever
    /// lost his connection is never kept out by it.
    static let streamsOfCaller = 8
    /// Between two pages of what is new: many commits that follow each other are read at once. A twentieth of the second
    /// within which an event is to arrive.
    static let pace = Duration.milliseconds(50)
    /// Without news, a sign of life, half as long again later at most: what is silent for half a minute is closed, by proxies and
    /// by this server itself (`TimeBudget.stall`), and the other side's end is noticed by writing to it. Whether the caller may
    /// still be told is asked twice in this time.
    static let silence = Duration.seconds(10)
    /// After which a stream ends and the caller comes back with `Last-Event-ID`: who he is is asked again then.
    static let lifetime = Duration.seconds(3600)
    /// Whoever does not take a page of some 12 KiB within this time is cut off, whatever he sends meanwhile.
    static let patience = Duration.seconds(30)
    /// What a stream that has to end may still write; then its connection is cut, so that nobody holds up the server's end.
    static let grace = Duration.seconds(2)
    /// How long a caller waits before he comes back (milliseconds); browsers' own habit is some seconds.
    static let retry = 2000
    /// Twenty digits.
    static let idLength = 20
}
