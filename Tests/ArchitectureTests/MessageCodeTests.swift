import Messages
import Testing

/// A code without a sentence would reach the citizen as a code. Here it fails a test instead.
@Suite("Codes that the sources name")
struct MessageCodeTests {
    /// Names in capitals that are not for people: of environment variables.
    private static func isOther(_ name: Substring) -> Bool {
        name == "NO_COLOR" || ["KHO_", "LC_", "XDG_"].contains { name.hasPrefix($0) }
    }

    private let sources: [SourceTree.File]

    init() throws { sources = try SourceTree().swiftFiles(under: "Sources") }

    @Test("each that is given to a message or a reason has its sentence")
    func codesAreKnown() {
        let found = check(/(?:Message\(code:\s*|MessageCode\(|CommandFailure\(\s*|Reason\(\s*)"([^"\\]+)"/)
        #expect(found > 0)
    }

    @Test("each that is written in a code's capitals has its sentence")
    func capitalsAreKnown() {
        let found = check(/"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)"/)
        #expect(found > 0)
    }

    /// - Returns: how many codes were looked at.
    private func check(_ pattern: Regex<(Substring, Substring)>) -> Int {
        var found = 0
        for file in sources where file.module != "Messages" {
            for line in file.code(naming: ["\""]) {
                for match in line.text.matches(of: pattern) where !Self.isOther(match.1) {
                    found += 1
                    if !Catalogue.contains(MessageCode(String(match.1))) {
                        Issue.record("\(file.path):\(line.number): the catalogue has no \(match.1)")
                    }
                }
            }
        }
        return found
    }
}
