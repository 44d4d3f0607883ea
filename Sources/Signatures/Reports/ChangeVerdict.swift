/// What became of a document after one of its signatures was made.
public enum ChangeVerdict: String, Sendable, Hashable {
    case none
    /// Changed in ways that the signature allows for: further signatures, evidence, filled-in fields …
    case permitted
    /// Changed in a way that nothing justifies; the signature does not stand for what is shown.
    case suspicious
}
