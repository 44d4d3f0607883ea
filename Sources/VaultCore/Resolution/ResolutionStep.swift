public import CanonicalJSON

/// What came of asking one source.
///
///     {"code":"SERVER_TIMED_OUT","facts":{"host":"so-tu-phap"},"outcome":"error","source":"so-tu-phap","step":2}
public struct ResolutionStep: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// It has the document, in force, and proved it.
        case hit
        /// It has it, and says that it was withdrawn or has expired (`standing`).
        case ended
        /// It says, as of now, that it has none.
        case miss
        /// It could not be asked, or did not answer.
        case error
        /// What it says of its log is older than it may be: nobody knows what it has now.
        case stale
        /// What it answered is proved false, and was not taken.
        case refused

        /// Whether something may be there all the same.
        public var leavesOpen: Bool {
            switch self {
            case .error, .stale, .refused: true
            case .hit, .ended, .miss: false
            }
        }
    }

    /// Two checkpoints of one log, as they were signed: two that cannot both be true, or, of a log or a chain that went back,
    /// the one that was seen and the one that was shown as the newest after it.
    public struct Evidence: Hashable, Sendable {
        public let seen: [UInt8]
        public let received: [UInt8]

        public init(seen: [UInt8], received: [UInt8]) {
            self.seen = seen
            self.received = received
        }
    }

    /// The name of the vault's own step.
    public static let own = "own"

    /// 1 the vault's own, 2 a bilateral source, 3 the national portal.
    public let step: Int
    /// `own`, or the source's name.
    public let source: String
    public let outcome: Outcome
    /// Why, for all but a hit and a miss: a stable code.
    public let code: String?
    /// What the code's sentence names, and of a miss the `scope` that it is said of, where that is not everything;
    /// nothing personal.
    public let facts: [String: String]
    /// Of one that ended.
    public let standing: DocumentEvent.Kind?
    public let evidence: Evidence?

    public init(
        step: Int, source: String, outcome: Outcome, code: String? = nil, facts: [String: String] = [:],
        standing: DocumentEvent.Kind? = nil, evidence: Evidence? = nil
    ) {
        self.step = step
        self.source = source
        self.outcome = outcome
        self.code = code
        self.facts = facts
        self.standing = standing
        self.evidence = evidence
    }

    public init(
        _ source: ResolutionSource, _ outcome: Outcome, code: String? = nil, facts: [String: String] = [:],
        standing: DocumentEvent.Kind? = nil, evidence: Evidence? = nil
    ) {
        self.init(
            step: source.kind.step, source: source.name, outcome: outcome, code: code, facts: facts,
            standing: standing, evidence: evidence)
    }

    public var json: JSON {
        var object: JSON.Object = [
            "outcome": .string(outcome.rawValue), "source": .string(source), "step": .integer(Int64(step)),
        ]
        object["code"] = code.map { .string($0) }
        let known = facts.filter { JSON.Object.isKey($0.key) }.map { (key: $0.key, value: JSON.string($0.value)) }
        if !known.isEmpty { object["facts"] = JSON.Object(known).map(JSON.object) }
        object["standing"] = standing.map { .string($0.rawValue) }
        if let evidence { object["evidence"] = ["received": .text(evidence.received), "seen": .text(evidence.seen)] }
        return .object(object)
    }

    /// - Throws: `WIRE_MALFORMED`.
    public init(_ json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        step = try reader.number("step", in: 1...3)
        source = try reader.text("source")
        outcome = try reader.word("outcome") { Outcome(rawValue: $0) }
        code = try reader.optionalText("code")
        var facts: [String: String] = [:]
        if let object = try reader.optional("facts", { json throws(VaultError) in try WireReader(json).members }) {
            for member in object.members { facts[member.key] = member.value.string }
        }
        self.facts = facts
        standing = try reader.optionalWord("standing") { DocumentEvent.Kind(rawValue: $0) }
        evidence = try reader.optional("evidence") { json throws(VaultError) in
            let reader = try WireReader(json)
            return Evidence(seen: try reader.document("seen"), received: try reader.document("received"))
        }
    }
}
