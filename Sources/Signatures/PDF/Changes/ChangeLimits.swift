/// Limits of the analysis of changes. What is beyond them is suspicious, never permitted.
enum ChangeLimits {
    /// Object versions of a file that are looked at: each costs a parse and some hundred bytes; large real files that
    /// are signed more than once have some ten thousand.
    static let objects = 1_000_000
    /// References between them, eight bytes each.
    static let references = 16_000_000
    /// Objects that one update changes or adds: real ones stay under a few thousand (evidence, a font of a stamp).
    static let changedObjects = 100_000
    /// Nodes of a form, or of a structure tree's changed part.
    static let fields = 100_000
    /// Depth of values that are compared through references: resources of appearances stay under ten.
    static let depth = 64
    /// Steps of all comparisons through references of one update together.
    static let comparisons = 1_000_000
    /// Decoded data of a stream that is compared because it was stored in another way.
    static let reencodedStream = 4 << 20
    /// All of them together: each costs its whole size, however small it was stored.
    static let reencodedStreams = 256 << 20
    /// A look that draws nothing is some ten bytes long.
    static let blankLook = 4 << 10
    /// Reasons of each kind that one signature gets: enough to see what was done.
    static let reasons = 16
    /// How much of a page a new signature may cover; stamps of real signers stay under a fifth.
    static let coveredShareOfPage = 0.5
}
