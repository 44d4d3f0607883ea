public import VaultClient

/// How long a source is waited for, and how much is taken from it: somebody sits at a counter meanwhile.
public struct FindLimits: Sendable {
    /// For all that one source is asked, from the connection to the last tile of a proof.
    public var source = Duration.seconds(20)
    /// For all of them: a client gives its server a minute without a byte (`ClientLimits.silentSeconds`), and is told then.
    public var all = Duration.seconds(50)
    /// What was just committed may be published a moment later.
    public var pause = Duration.milliseconds(300)
    public var client = Self.usualClient

    public init() {}

    private static var usualClient: ClientLimits {
        var limits = ClientLimits()
        limits.connectSeconds = 5
        limits.silentSeconds = 10
        limits.answerSeconds = 15
        // A MiB of files as Base64, a record and its proof.
        limits.maximumAnswer = 4 << 20
        // A connection may break once; after that the next source is asked.
        limits.attempts = 2
        limits.pauseMilliseconds = 200
        limits.longestPauseSeconds = 2
        return limits
    }

    /// `vault.json` with every certificate and key that a vault ever had.
    static let identity = 1 << 20
    /// A head with the lines of 256 witnesses.
    static let head = 1 << 20
    /// A CMS with a long chain and revocation lists.
    static let seal = 1 << 20
    /// A document and its seal that do not fit may have been read while they were replaced: asked so often in all.
    static let pairAttempts = 3
    /// A proof needs two tiles at each of eight levels; an answer may need four proofs, and some more where others ask too.
    static let tiles = 128
}
