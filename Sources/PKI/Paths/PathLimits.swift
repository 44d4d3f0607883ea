/// Budgets on path building: what an attacker may make us do with one file.
public enum PathLimits {
    /// Certificates from the end entity to the anchor; real paths have three or four, PKITS asks for eight.
    public static let depth: Int32 = 12
    /// Helper certificates taken from one message; each can cost a look at every other.
    public static let helpers = 128
    /// CRLs taken from one message: one an authority, a delta, and those of the timestamps.
    public static let messageCRLs = 64
    /// How often a path is walked again without lists that turned out to be unusable; a message that brings more such
    /// lists than this loses all its lists.
    public static let listRounds = 4
    /// OCSP answers taken from one message.
    public static let messageOCSPResponses = 64
}
