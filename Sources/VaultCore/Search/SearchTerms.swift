/// The words that somebody looks for: all must be there, in any order.
public struct SearchTerms: Hashable, Sendable {
    /// Nobody looks for more; each costs a search of its own.
    public static let maximumWords = 16

    /// As somebody wrote it.
    public let text: String
    /// Each once, in the order of the text.
    public let words: [String]
    /// What was written in one piece and has several words, `12/2026/GKS`: they must stand next to each other.
    public let phrases: [String]

    /// - Throws: `DETAIL_MALFORMED` for a text without a word, `TOO_MANY_WORDS`.
    public init(_ text: String) throws(VaultError) {
        var words: [String] = []
        var phrases: [String] = []
        for piece in text.split(whereSeparator: \.isWhitespace) {
            let folded = FoldedText(String(piece))
            for word in folded.words where !words.contains(word) { words.append(word) }
            guard words.count <= Self.maximumWords else {
                throw VaultError(.tooManyWords, ["limit": String(Self.maximumWords)])
            }
            if folded.words.count > 1 { phrases.append(folded.phrase) }
        }
        guard !words.isEmpty else { throw VaultError(.detailMalformed, ["field": "WORDS"]) }
        self.text = text
        self.words = words
        self.phrases = phrases
    }
}
