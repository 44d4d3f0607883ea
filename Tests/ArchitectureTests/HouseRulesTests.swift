import Testing

/// Habits that a reviewer need not look for.
@Suite("House rules")
struct HouseRulesTests {
    /// Beyond this, a file holds more than one thing.
    private static let maximumLineCount = 600

    private let sources: [SourceTree.File]
    private let tests: [SourceTree.File]

    init() throws {
        let tree = SourceTree()
        sources = try tree.swiftFiles(under: "Sources")
        tests = try tree.swiftFiles(under: "Tests")
    }

    @Test("no source file is longer than 600 lines")
    func fileLength() {
        for file in sources where file.lines.count > Self.maximumLineCount {
            Issue.record("\(file.path) has \(file.lines.count) lines")
        }
    }

    @Test("files and folders are named after the domain")
    func names() {
        for file in sources + tests {
            for part in file.path.split(separator: "/") where part.contains(/Util|Helper|Manager|Misc|Common/) {
                Issue.record("\(file.path): \(part) says nothing of what is inside")
            }
        }
    }

    @Test("types are named after the domain")
    func typeNames() {
        for file in sources {
            for line in file.code(naming: ["Util", "Helper", "Manager"])
            where line.text.contains(/\b(class|struct|enum|actor|protocol)\s+\w*(Utils?|Helpers?|Manager)\b/) {
                Issue.record("\(file.path):\(line.number): \(line.text)")
            }
        }
    }

    @Test("nothing is left for later")
    func nothingUnfinished() {
        // Spelled apart, so that this line does not find itself.
        let marks = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
        for file in sources + tests {
            for (index, line) in file.lines.enumerated() {
                for mark in marks where line.contains(mark) {
                    let words = line.split { !$0.isLetter }
                    #expect(!words.contains { $0 == mark }, "\(file.path):\(index + 1)")
                }
            }
        }
    }

    @Test("sources never force what can fail")
    func nothingForced() {
        for file in sources {
            for line in file.code(naming: ["try!", "as!"]) where line.text.contains(/\btry!|\bas!/) {
                Issue.record("\(file.path):\(line.number): \(line.text)")
            }
        }
    }

    @Test("whoever tells the compiler to look away says why")
    func uncheckedIsExplained() {
        for file in sources {
            for line in file.code(naming: ["Util", "Helper", "Manager"])
            where line.text.contains(/@unchecked\s+Sendable|nonisolated\(unsafe\)|@preconcurrency/) {
                let above = file.lines[..<(line.number - 1)].last ?? ""
                let here = file.lines[line.number - 1]
                #expect(
                    above.contains(/^\s*\/\//) || here.contains("//"),
                    "\(file.path):\(line.number) has no comment that proves it")
            }
        }
    }
}
