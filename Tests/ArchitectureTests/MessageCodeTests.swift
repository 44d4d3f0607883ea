import Messages
import Testing

/// A code without a sentence would reach the citizen as a code. Here it fails a test instead.
@Suite("Codes that the sources name")
struct MessageCodeTests {
    private let sources: [SourceTree.File]

    init() throws { sources = try SourceTree().swiftFiles(under: "Sources") }

    @Test("each has its sentence in the catalogue")
    func codesAreKnown() {
        var found = 0
        for file in sources where file.module != "Messages" {
            for line in file.code {
                let text = line.text
                for match in text.matches(of: /(?:Message\(code:\s*|MessageCode\(|CommandFailure\(\s*)"([^"\\]+)"/) {
                    found += 1
                    if !Catalogue.contains(MessageCode(String(match.1))) {
                        Issue.record("\(file.path):\(line.number): the catalogue has no \(match.1)")
                    }
                }
            }
        }
        #expect(found > 0)
    }
}
