import PKI
import TransparencyLog

/// The records that parts become at the end of a log, and the state that they lead to.
struct LogGrowth {
    let records: [Record]
    let state: LogState

    /// Gives indices, times and salts, and signs the tree that the records lead to.
    init(
        after state: LogState, by parts: [(shared: SharedPart, private: PrivatePart)], signer: LogSigner,
        now: () -> Instant
    ) {
        var clock = LeafClock(last: state.lastTime)
        var frontier = state.frontier
        var records: [Record] = []
        for item in parts {
            let sharedSalt = Salt.random()
            let privateSalt = Salt.random()
            let commitment = Commitment.over(
                shared: Commitment.part(item.shared.bytes, salt: sharedSalt),
                private: Commitment.part(item.private.bytes, salt: privateSalt))
            let leaf = LogLeaf(
                commitment: commitment, type: item.shared.leafType, time: clock.next(now: now()))
            records.append(
                Record(
                    index: frontier.size, leaf: leaf, shared: item.shared, sharedSalt: sharedSalt,
                    private: item.private, privateSalt: privateSalt))
            frontier.append(.leaf(leaf.bytes))
        }
        self.records = records
        self.state = LogState(
            frontier: frontier, checkpoint: signer.checkpoint(of: frontier), lastTime: clock.last)
    }
}
