/// A document that passed admission and waits for its place in the log.
public struct PendingRecord: Sendable {
    public let shared: SharedPart
    public let `private`: PrivatePart
    /// Every object that the record rests on and that is not yet known to be kept.
    public let objects: [PendingObject]

    public init(shared: SharedPart, private: PrivatePart, objects: [PendingObject]) {
        self.shared = shared
        self.private = `private`
        self.objects = objects
    }
}

/// A record whose leaf the log holds for good.
public struct CommittedRecord: Sendable {
    public let record: Record
    /// The checkpoint that the commit led to.
    public let checkpoint: [UInt8]
}
