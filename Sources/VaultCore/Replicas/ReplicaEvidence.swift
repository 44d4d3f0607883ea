public import PKI

/// Why a receiver refused what it got: both sides byte for byte, for whoever has to decide which of them lies.
public struct ReplicaEvidence: Hashable, Sendable {
    public struct Item: Hashable, Sendable {
        /// A file's name.
        public let name: String
        public let bytes: [UInt8]
        /// Whether it may hold personal data, so that an erasure takes it away.
        public let isPersonal: Bool

        public init(name: String, bytes: [UInt8], isPersonal: Bool = false) {
            self.name = name
            self.bytes = bytes
            self.isPersonal = isPersonal
        }
    }

    /// The stable code of the refusal.
    public let code: String
    /// Facts by name; no personal data.
    public let facts: [String: String]
    public let time: Instant
    /// What the receiver has.
    public let held: [Item]
    /// What it was given.
    public let received: [Item]

    public init(code: String, facts: [String: String], time: Instant, held: [Item], received: [Item]) {
        self.code = code
        self.facts = facts
        self.time = time
        self.held = held
        self.received = received
    }

    /// Tells this case from others: the code and what was received, at whatever time; where nothing was, what is said of it.
    public var digest: Digest {
        var hasher = PKI.Hasher(.sha256)
        hasher.update(Array(code.utf8))
        if received.isEmpty {
            for fact in facts.sorted(by: { $0.key < $1.key }) {
                hasher.update(Array("\(fact.key)=\(fact.value)\n".utf8))
            }
        }
        for item in received.sorted(by: { $0.name < $1.name }) {
            hasher.update(Array(item.name.utf8) + [0])
            hasher.update(Digest.sha256(of: item.bytes).bytes)
        }
        return hasher.finalize()
    }
}
