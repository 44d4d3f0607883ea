public import PKI

/// Everything behind one leaf of the log: the leaf, both parts and their salts.
public struct Record: Hashable, Sendable {
    /// The leaf's place in the log, from 0.
    public let index: UInt64
    public let leaf: LogLeaf
    public let shared: SharedPart
    public let sharedSalt: Salt
    public let `private`: PrivatePart
    public let privateSalt: Salt

    public init(
        index: UInt64, leaf: LogLeaf, shared: SharedPart, sharedSalt: Salt, private: PrivatePart, privateSalt: Salt
    ) {
        self.index = index
        self.leaf = leaf
        self.shared = shared
        self.sharedSalt = sharedSalt
        self.private = `private`
        self.privateSalt = privateSalt
    }

    /// The hash of the private part, for those who are not entitled to it.
    public var privateHash: Digest { Commitment.part(self.private.bytes, salt: privateSalt) }

    /// What the leaf must say of these parts.
    public var commitment: Digest {
        Commitment.over(shared: Commitment.part(shared.bytes, salt: sharedSalt), private: privateHash)
    }

    /// The objects that the record rests on: the files and the report of a document, or of a signed consent, in the owner's
    /// space, the evidence in the shared one; each once.
    public var objects: [ObjectReference] {
        let document = shared.document
        let consent = shared.consentEvidence
        let files = document?.files ?? consent?.files ?? []
        var own = files.map(\.digest) + [document?.verdict?.report ?? consent?.verdict.report].compactMap { $0 }
        if case .erasureRequest(let request) = shared.content { own.append(request.signed) }
        let all =
            own.map { ObjectReference(space: self.private.space, digest: $0) }
            + self.private.evidence.map { ObjectReference(space: .shared, digest: $0) }
        var seen: Set<ObjectReference> = []
        return all.filter { seen.insert($0).inserted }
    }
}
