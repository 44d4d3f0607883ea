/// What a command opens a vault for.
enum VaultErrand {
    /// Nothing is written but who looked.
    case reading
    /// Entries that need no validation.
    case recording
    /// Files or statements with signatures, which are validated by a folder of trust; nil: the one that is found.
    case validating(trust: String?)
}
