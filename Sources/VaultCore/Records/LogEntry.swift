/// What a vault has behind one leaf of its log: everything, or nothing any more.
public enum LogEntry: Hashable, Sendable {
    case record(Record)
    case erased(ErasedRecord)

    public var index: UInt64 {
        switch self {
        case .record(let record): record.index
        case .erased(let erased): erased.index
        }
    }

    public var leaf: LogLeaf {
        switch self {
        case .record(let record): record.leaf
        case .erased(let erased): erased.leaf
        }
    }

    /// nil where it was erased.
    public var record: Record? { if case .record(let record) = self { record } else { nil } }
}

/// A record whose parts and salts are gone. Its leaf stays, so that the log verifies: without the salts nobody can tell
/// from the commitment what it was over.
public struct ErasedRecord: Hashable, Sendable {
    public let index: UInt64
    public let leaf: LogLeaf
    /// The index of the record that says so (`Erasure`).
    public let tombstone: UInt64

    public init(index: UInt64, leaf: LogLeaf, tombstone: UInt64) {
        self.index = index
        self.leaf = leaf
        self.tombstone = tombstone
    }
}
