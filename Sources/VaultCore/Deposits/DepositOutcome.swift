public import Signatures

/// What became of a deposit.
public enum DepositOutcome: Sendable {
    /// Kept, accepted or pending as the record's status says: no crash loses it any more.
    case kept(CommittedRecord, report: ValidationReport)
    /// Not kept; nothing of it is left.
    case refused(Refusal, report: ValidationReport)
}
