/// Why a version of a document was entered.
public enum VersionCause: String, Hashable, Sendable {
    /// The first.
    case deposit
    /// Its depositor put another content in the place of the one before.
    case replacement
    /// The same content, validated again with more evidence.
    case revalidation
}
