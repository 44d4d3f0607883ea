/// How kho ends, for scripts. The numbers are a contract (docs/design.md, section 8): they never change.
enum ExitStatus: Int32, CaseIterable, Sendable {
    /// Every file has a signature, all are TOTAL-PASSED, nothing suspicious, nothing unsigned beside it.
    case success = 0
    /// TOTAL-FAILED. No error ever leaves with this number.
    case provenBad = 1
    case usage = 2
    case indeterminate = 3
    case noSignature = 4
    /// Not readable as any supported format.
    case notReadable = 5
    /// Refused by admission.
    case refused = 6
    /// Accepted as pending.
    case pending = 7
    /// No such document or code.
    case noSuchDocument = 8
    case vaultNotFound = 10
    case vaultLocked = 11
    case notAuthorised = 12
    case integrityFailure = 20
    /// A rollback, a freeze or a fork of the log was seen.
    case rollbackOrFork = 21
    case internalError = 70
    case inputOutput = 74
    /// Temporary: try again.
    case temporary = 75
    case interrupted = 130

    /// The worst first. What concerns the whole command (interrupted, usage, no vault) stands before what concerns
    /// one file: a run that was cut short must not look like one that came to a result.
    private static let precedence: [ExitStatus] = [
        .interrupted, .usage, .vaultNotFound, .vaultLocked,
        .internalError, .integrityFailure, .rollbackOrFork, .inputOutput, .temporary, .notAuthorised, .provenBad,
        .refused, .notReadable, .noSuchDocument, .noSignature, .indeterminate, .pending, .success,
    ]

    /// The status of a command that worked on several files.
    /// - Returns: nil where there was none; to call that a success would be a lie.
    static func worst(of statuses: some Sequence<ExitStatus>) -> ExitStatus? {
        let seen = Set(statuses)
        return precedence.first(where: seen.contains)
    }
}
