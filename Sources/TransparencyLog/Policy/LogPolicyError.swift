/// Why a text is no log policy, or why a checkpoint does not fulfil one.
public enum LogPolicyError: Error, Hashable, Sendable {
    /// Larger than `LogPolicy.maximumByteCount`; nothing was parsed.
    case tooLarge(byteCount: Int, limit: Int)
    /// A line is wrong; lines count from 1.
    case malformed(line: Int, LineFault)
    /// There is no quorum line.
    case noQuorum
    /// No log of the policy signed the checkpoint.
    case notSignedByLog
    /// A log's key signed, but the checkpoint's origin is not that key's name.
    case originMismatch(keyName: String)
    /// A log signed, but too few of the witnesses did.
    case quorumNotMet

    /// What is wrong with a line of a policy.
    public enum LineFault: String, Hashable, Sendable {
        case unterminated, controlCharacter, unknownKeyword, wrongItemCount, malformedKey, wrongKeyType, duplicateKey
        case duplicateName, reservedName, unknownName, memberTwice, malformedThreshold, secondQuorum, tooMany
    }

    /// Stable, for messages and reports.
    public var code: String {
        switch self {
        case .tooLarge: "log.policy.too-large"
        case .malformed: "log.policy.malformed"
        case .noQuorum: "log.policy.no-quorum"
        case .notSignedByLog: "log.policy.not-signed-by-log"
        case .originMismatch: "log.policy.origin-mismatch"
        case .quorumNotMet: "log.policy.quorum-not-met"
        }
    }
}
