/// A record that waits for its place in the log.
public struct PendingRecord: Sendable {
    public let shared: SharedPart
    public let `private`: PrivatePart
    /// Every object that the record rests on and that is not yet known to be kept.
    public let objects: [PendingObject]
    /// The identity that admission went by: where links are part of it, they must still hold at the commit.
    public let identity: OwnerIdentity?

    public init(
        shared: SharedPart, private: PrivatePart, objects: [PendingObject] = [], identity: OwnerIdentity? = nil
    ) {
        self.shared = shared
        self.private = `private`
        self.objects = objects
        self.identity = identity
    }
}

/// A record whose leaf the log holds for good.
public struct CommittedRecord: Sendable {
    public let record: Record
    /// The checkpoint that the commit led to.
    public let checkpoint: [UInt8]
}
