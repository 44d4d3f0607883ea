/// The lines of a small text file of rules: numbered, split at blanks, without comments and empty lines.
struct RuleLines: Sequence {
    private let lines: [(number: Int, words: [String])]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { number, line in
            let rule = line.prefix { $0 != "#" }
            let words = rule.split(whereSeparator: \.isWhitespace).map(String.init)
            return words.isEmpty ? nil : (number + 1, words)
        }
    }

    func makeIterator() -> IndexingIterator<[(number: Int, words: [String])]> { lines.makeIterator() }
}
