/// What a file of a deposit is for.
public enum FileRole: String, Hashable, Sendable, CaseIterable {
    /// Holds signatures over other files of the deposit.
    case signature
    /// Is covered by a signature file, or stands alone and carries no signature.
    case content
    /// Holds both the content and its signatures.
    case signed
}
