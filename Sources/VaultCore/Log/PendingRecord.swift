/// A record that waits for its place in the log.
public struct PendingRecord: Sendable {
    /// What the record will say.
    public enum Content: Sendable {
        case ready(SharedPart)
        /// The next serial numbers of a series: which they are is known at the commit only.
        case allocation(CodeSeries, count: Int, purpose: String?)
    }

    public let content: Content
    public let `private`: PrivatePart
    /// Every object that the record rests on and that is not yet known to be kept.
    public let objects: [PendingObject]
    /// The identity that admission went by: where links are part of it, they must still hold at the commit.
    public let identity: OwnerIdentity?
    /// The accesses, one for each owner's space, by which it is written.
    let access: [AccessEntry]

    public init(
        _ content: Content, private: PrivatePart, objects: [PendingObject] = [], identity: OwnerIdentity? = nil
    ) {
        self.content = content
        self.private = `private`
        self.objects = objects
        self.identity = identity
        access = AccessContext.current
    }

    public init(
        shared: SharedPart, private: PrivatePart, objects: [PendingObject] = [], identity: OwnerIdentity? = nil
    ) {
        self.init(.ready(shared), private: `private`, objects: objects, identity: identity)
    }

    /// Where it is known already.
    var shared: SharedPart? { if case .ready(let shared) = content { shared } else { nil } }
}

/// A record whose leaf the log holds for good.
public struct CommittedRecord: Sendable {
    public let record: Record
    /// The checkpoint that the commit led to.
    public let checkpoint: [UInt8]
}
