/// Why a note's text is no checkpoint (C2SP tlog-checkpoint).
public enum CheckpointError: Error, Hashable, Sendable {
    /// Not three or more non-empty lines, each ended by a newline, free of control characters.
    case malformedLines
    /// The second line is not a decimal number of 64 bits without leading zeros.
    case malformedSize
    /// The third line is not the base64 of 32 bytes, or not the empty root where the size is 0.
    case malformedRoot

    /// Stable, for messages and reports.
    public var code: String {
        switch self {
        case .malformedLines: "log.checkpoint.malformed-lines"
        case .malformedSize: "log.checkpoint.malformed-size"
        case .malformedRoot: "log.checkpoint.malformed-root"
        }
    }
}
