public import CanonicalJSON

/// Whether a document is on file already, where, and how that is known: the answer to whoever would else ask a citizen for
/// it again.
///
///     {"DuocLayTuKhoDMQG":"0","DuocSoHoa":"1","DuocTaiSuDung":"1","answer":"on-file","proof":{…},"source":"so-tu-phap",
///      "step":2,"steps":[{"outcome":"miss","source":"own","step":1},{"outcome":"hit","source":"so-tu-phap","step":2}],
///      "v":1}
public struct Resolution: Sendable {
    public enum Answer: String, Hashable, Sendable, CaseIterable {
        case onFile = "on-file"
        /// Every source says, as of now, that it has nothing in force.
        case notFound = "not-found"
        /// None has it that could be heard, and one could not be.
        case undecided
    }

    /// In the order in which they were asked. Nobody was asked behind a hit.
    public let steps: [ResolutionStep]
    /// Of the hit; nil without one.
    public let proof: ResolutionProof?

    /// - Parameter proof: of the last step, where it is a hit.
    public init(steps: [ResolutionStep], proof: ResolutionProof?) {
        self.steps = steps
        self.proof = steps.last?.outcome == .hit ? proof : nil
    }

    public var answer: Answer {
        if proof != nil { return .onFile }
        return steps.contains(where: \.outcome.leavesOpen) ? .undecided : .notFound
    }

    /// The one that has it.
    public var hit: ResolutionStep? { proof == nil ? nil : steps.last }

    /// Whether a source was proved false, whatever the others said.
    public var hasRefusal: Bool { steps.contains { $0.outcome == .refused } }

    /// The portals' flags for the part of a dossier that was asked for, each a text: that it is there in digital form, that
    /// it is used again, that it came from the national store. None while it is undecided: an error must never read as "not
    /// digitised".
    public var flags: [(name: String, value: String)] {
        guard answer != .undecided else { return [] }
        let isOnFile = answer == .onFile
        let isFromPortal = isOnFile && hit?.step == ResolutionSource.Kind.portal.step
        return [
            ("DuocSoHoa", isOnFile ? "1" : "0"), ("DuocTaiSuDung", isOnFile ? "1" : "0"),
            ("DuocLayTuKhoDMQG", isFromPortal ? "1" : "0"),
        ]
    }

    /// What the journal of accesses keeps of it.
    public var accessResolution: AccessResolution {
        AccessResolution(
            answer: answer,
            steps: steps.map { .init(step: $0.step, source: $0.source, outcome: $0.outcome, code: $0.code) },
            vault: proof?.vault, index: proof?.record.record.index)
    }

    public var json: JSON { json(withProof: true) }

    public func json(withProof: Bool) -> JSON {
        var object: JSON.Object = [
            "answer": .string(answer.rawValue), "steps": .array(steps.map(\.json)), "v": 1,
        ]
        for (name, value) in flags { object[name] = .string(value) }
        if let hit {
            object["source"] = .string(hit.source)
            object["step"] = .integer(Int64(hit.step))
        }
        if withProof { object["proof"] = proof?.json }
        return .object(object)
    }

    /// One entry for the vault's own step, one for each source.
    private static let maximumSteps = ResolutionSources.maximumBilateral + 2

    /// Reads an answer. What can be told without knowing anybody's keys is checked: that a proof leads from the document to
    /// its checkpoint, that bytes are those of the record, and that steps and answer agree.
    /// - Throws: `WIRE_MALFORMED`, and what `ResolutionProof` throws.
    public init(_ json: JSON) throws(VaultError) {
        let reader = try WireReader(json)
        let answer = try reader.word("answer") { Answer(rawValue: $0) }
        let steps = try reader.list("steps", limit: Self.maximumSteps, ResolutionStep.init)
        self.init(steps: steps, proof: try reader.optional("proof", ResolutionProof.init))
        guard steps.first?.step == 1, self.answer == answer, (proof != nil) == (steps.last?.outcome == .hit),
            steps.dropLast().allSatisfy({ $0.outcome != .hit })
        else { throw WireReader.malformed("answer") }
    }
}
