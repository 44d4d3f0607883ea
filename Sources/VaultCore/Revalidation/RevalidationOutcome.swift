public import Signatures

/// What became of validating a pending document again.
public enum RevalidationOutcome: Sendable {
    /// Let in: the record is its next version.
    case accepted(CommittedRecord, report: ValidationReport)
    /// Proven bad for good: the record is the event that ends it.
    case refused(CommittedRecord, Refusal, report: ValidationReport)
    /// Nothing was entered. The sub-indications say what is still awaited; the refusal, what else stands against it at
    /// present: a root that is no longer trusted, a stricter policy.
    case pending(awaiting: [String], Refusal?, report: ValidationReport)
    /// It is not pending, or no longer. Nothing was entered.
    case notPending
}
