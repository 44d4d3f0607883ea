public import CanonicalJSON

/// What the journal of accesses keeps of a search here and elsewhere: who was asked, in which order, and what came of it.
/// Never the code, nor anything by which somebody could guess it: what was found stands by its vault and its place there.
///
///     {"answer":"on-file","index":12,"steps":[{"outcome":"miss","source":"own","step":1},
///      {"outcome":"hit","source":"so-tu-phap","step":2}],"vault":"…"}
public struct AccessResolution: Hashable, Sendable {
    public struct Step: Hashable, Sendable {
        public let step: Int
        public let source: String
        public let outcome: ResolutionStep.Outcome
        public let code: String?

        public init(step: Int, source: String, outcome: ResolutionStep.Outcome, code: String? = nil) {
            self.step = step
            self.source = source
            self.outcome = outcome
            self.code = code
        }
    }

    public let answer: Resolution.Answer
    public let steps: [Step]
    /// Whose document was found, and the index of its record in that vault's log.
    public let vault: String?
    public let index: UInt64?

    public init(answer: Resolution.Answer, steps: [Step], vault: String?, index: UInt64?) {
        self.answer = answer
        self.steps = steps
        self.vault = vault
        self.index = index
    }

    public var json: JSON {
        var object: JSON.Object = [
            "answer": .string(answer.rawValue),
            "steps": .array(
                steps.map { step in
                    var object: JSON.Object = [
                        "outcome": .string(step.outcome.rawValue), "source": .string(step.source),
                        "step": .integer(Int64(step.step)),
                    ]
                    object["code"] = step.code.map { .string($0) }
                    return .object(object)
                }),
        ]
        object["index"] = index.flatMap { JSON(exactly: $0) }
        object["vault"] = vault.map { .string($0) }
        return .object(object)
    }

    /// - Returns: nil where a field is none of its kind.
    init?(_ json: JSON) {
        guard let answer = json["answer"]?.string.flatMap(Resolution.Answer.init(rawValue:)),
            let rows = json["steps"]?.array
        else { return nil }
        var steps: [Step] = []
        for row in rows {
            guard let step = row["step"]?.integer.flatMap({ Int(exactly: $0) }), let source = row["source"]?.string,
                let outcome = row["outcome"]?.string.flatMap(ResolutionStep.Outcome.init(rawValue:))
            else { return nil }
            steps.append(Step(step: step, source: source, outcome: outcome, code: row["code"]?.string))
        }
        self.init(
            answer: answer, steps: steps, vault: json["vault"]?.string,
            index: json["index"]?.integer.flatMap { UInt64(exactly: $0) })
    }
}
