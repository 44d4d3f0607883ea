import TransparencyLog

/// How far the vault's witnesses have followed its log.
public struct WitnessedState: Hashable, Sendable {
    /// How many must have cosigned; 0 where nobody is waited for.
    public let quorum: Int
    /// The newest checkpoint that a quorum cosigned, at least one of the witnesses of today; nil before the first.
    public let newest: CosignedCheckpoint?

    /// A vault without witnesses.
    public static let none = WitnessedState(quorum: 0, newest: nil)

    /// - Parameter newest: counted only where enough of today's witnesses cosigned it.
    public init(quorum: Int, newest: CosignedCheckpoint?) {
        self.quorum = quorum
        self.newest = newest.flatMap { $0.cosignatures.count >= max(quorum, 1) ? $0 : nil }
    }

    /// What of a committed log may be sealed and told: all of it, where no quorum is wanted; else the newest tree that has
    /// one.
    ///
    /// - Parameter told: the size of the tree that was told of last.
    /// - Throws: `WITNESSES_LAG` where that is more than the witnesses have cosigned.
    public func tree(of state: LogState, told: UInt64) throws(VaultError) -> ToldTree {
        if let newest, newest.size == state.size { return ToldTree(size: state.size, checkpoint: newest.note.bytes) }
        guard quorum > 0 else { return ToldTree(size: state.size, checkpoint: state.checkpoint) }
        guard let newest, newest.size >= told, newest.size <= state.size else {
            throw VaultError(
                .witnessesLag,
                ["cosigned": String(newest?.size ?? 0), "committed": String(state.size), "quorum": String(quorum)])
        }
        return ToldTree(size: newest.size, checkpoint: newest.note.bytes)
    }
}

/// The tree that manifests and heads tell of.
public struct ToldTree: Hashable, Sendable {
    public let size: UInt64
    /// The signed note, with the witnesses' lines where there are any.
    public let checkpoint: [UInt8]
}
