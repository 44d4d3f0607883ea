public import PKI

/// Everything behind one leaf of the log: the leaf, both parts and their salts; or, as others get it, the hash of the
/// private part in its place.
public struct Record: Hashable, Sendable {
    /// What the holder has of the private part.
    enum Disclosure: Hashable, Sendable {
        case part(PrivatePart, salt: Salt)
        case hash(Digest)
    }

    /// The leaf's place in the log, from 0.
    public let index: UInt64
    public let leaf: LogLeaf
    public let shared: SharedPart
    public let sharedSalt: Salt
    private let disclosure: Disclosure

    public init(
        index: UInt64, leaf: LogLeaf, shared: SharedPart, sharedSalt: Salt, private: PrivatePart, privateSalt: Salt
    ) {
        self.index = index
        self.leaf = leaf
        self.shared = shared
        self.sharedSalt = sharedSalt
        disclosure = .part(`private`, salt: privateSalt)
    }

    /// A record as somebody gets it who is not entitled to the private part.
    public init(index: UInt64, leaf: LogLeaf, shared: SharedPart, sharedSalt: Salt, privateHash: Digest) {
        self.index = index
        self.leaf = leaf
        self.shared = shared
        self.sharedSalt = sharedSalt
        disclosure = .hash(privateHash)
    }

    /// Whether the private part is here; stores have it always.
    public var isWhole: Bool { if case .part = disclosure { true } else { false } }

    /// An empty one where it is withheld.
    public var `private`: PrivatePart { if case .part(let part, _) = disclosure { part } else { .withheld } }

    /// nil where the private part is withheld.
    public var privateSalt: Salt? { if case .part(_, let salt) = disclosure { salt } else { nil } }

    /// The hash of the private part, for those who are not entitled to it.
    public var privateHash: Digest {
        switch disclosure {
        case .part(let part, let salt): Commitment.part(part.bytes, salt: salt)
        case .hash(let digest): digest
        }
    }

    /// The same for somebody who is not entitled to the private part.
    public var withholdingPrivate: Record {
        Record(index: index, leaf: leaf, shared: shared, sharedSalt: sharedSalt, privateHash: privateHash)
    }

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
