/// What became of a document after one of its signatures was made.
struct ChangesAfterSigning: Sendable, Hashable {
    enum Verdict: String, Sendable, Hashable {
        case none, permitted, suspicious
    }

    let verdict: Verdict
    /// Suspicious ones first; at most `ChangeLimits.reasons` of each kind.
    let reasons: [Reason]
}
