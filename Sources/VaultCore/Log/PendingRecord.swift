public import PKI

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
    /// The request that is done by it, where it is one that may be sent again.
    let request: IdempotentRequest?
    /// Objects of the space `shared` that the record rests on and does not bring, since the vault had them when it was
    /// drawn up: an erasure may have taken them away since.
    public let relied: [Digest]

    public init(
        _ content: Content, private: PrivatePart, objects: [PendingObject] = [], identity: OwnerIdentity? = nil,
        relied: [Digest] = []
    ) {
        self.content = content
        self.private = `private`
        self.objects = objects
        self.identity = identity
        access = AccessContext.current
        request = IdempotentRequest.current
        self.relied = relied
    }

    public init(
        shared: SharedPart, private: PrivatePart, objects: [PendingObject] = [], identity: OwnerIdentity? = nil,
        relied: [Digest] = []
    ) {
        self.init(.ready(shared), private: `private`, objects: objects, identity: identity, relied: relied)
    }

    /// Where it is known already.
    var shared: SharedPart? { if case .ready(let shared) = content { shared } else { nil } }

    /// Whether it empties other records, and so is committed by itself.
    var isErasure: Bool { if case .erasure = shared?.content { true } else { false } }
}

/// A record whose leaf the log holds for good.
public struct CommittedRecord: Sendable {
    public let record: Record
    /// The checkpoint that the commit led to.
    public let checkpoint: [UInt8]

    public init(record: Record, checkpoint: [UInt8]) {
        self.record = record
        self.checkpoint = checkpoint
    }
}
