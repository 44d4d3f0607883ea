public import Signatures

/// What became of a deposit.
public enum DepositOutcome: Sendable {
    /// Kept, accepted or pending as the record's status says: no crash loses it any more. The report is nil where there
    /// was no file.
    case kept(CommittedRecord, report: ValidationReport?)
    /// It would have been kept (`DepositRequest.isRehearsal`).
    case rehearsed(report: ValidationReport)
    /// Not kept; nothing of it is left. The report is nil where the refusal was due without one.
    case refused(Refusal, report: ValidationReport?)
}
