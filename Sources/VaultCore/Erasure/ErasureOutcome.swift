/// What somebody wants erased.
public enum ErasureTarget: Sendable {
    /// Documents of one owner.
    case documents([DocumentID])
    /// Everything of an owner, under all linked numbers.
    case owner(Owner)
}

/// What came of an erasure.
public struct ErasureOutcome: Sendable {
    public let erasure: Erasure
    public let committed: CommittedRecord
    /// Whether the folder holds nothing of it any more; else the next opening, or `kho erase finish`, completes it.
    public let isFinished: Bool
}

/// What came of one entry of a list that was applied.
public struct ErasureApplication: Sendable {
    public enum Result: Sendable {
        case erased(ErasureOutcome)
        /// The folder has nothing of it, or had it erased.
        case nothingThere
        case refused(VaultError)
    }

    public let entry: ErasureList.Entry
    public let result: Result
}
