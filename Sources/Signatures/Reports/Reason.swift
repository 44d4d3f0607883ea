/// One reason of a verdict: a stable code and its facts; the sentence is made where it is shown (`Messages`).
public struct Reason: Sendable, Hashable {
    /// What the reason does to the verdict.
    public enum Weight: String, Sendable, Hashable {
        case failure, information
    }

    public let code: String
    /// Facts by name, as they stand in the file; whoever shows them escapes them.
    public let facts: [String: String]
    public let weight: Weight

    public init(_ code: String, _ facts: [String: String] = [:], weight: Weight = .failure) {
        self.code = code
        self.facts = facts
        self.weight = weight
    }
}
