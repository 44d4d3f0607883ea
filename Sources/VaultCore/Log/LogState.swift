public import PKI
public import TransparencyLog

/// The log as committed: its tree, the signed checkpoint over it, and the time of its last leaf.
public struct LogState: Hashable, Sendable {
    public let frontier: TreeFrontier
    /// The signed note, exactly as it is published.
    public let checkpoint: [UInt8]
    /// nil for the empty log.
    public let lastTime: Instant?

    public init(frontier: TreeFrontier, checkpoint: [UInt8], lastTime: Instant?) {
        self.frontier = frontier
        self.checkpoint = checkpoint
        self.lastTime = lastTime
    }

    public var size: UInt64 { frontier.size }
}
