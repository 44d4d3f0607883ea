/// What became of a document after one of its signatures was made.
struct ChangesAfterSigning: Sendable, Hashable {
    let verdict: ChangeVerdict
    /// Suspicious ones first; at most `ChangeLimits.reasons` of each kind.
    let reasons: [Reason]
}
