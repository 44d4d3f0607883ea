/// How far a document's admission has come.
public enum DocumentStatus: String, Hashable, Sendable {
    case accepted
    /// Kept for its owner alone until the evidence that its signatures still want arrives (design.md section 1.4).
    case pending
}
