import Messages
import Signatures
import Testing
import VaultCore

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

    @Test("each way in which a vault fails, refuses or finds something wrong has its sentence, and what to do then")
    func vaultCodes() {
        let codes =
            VaultErrorCode.allCases.map(\.rawValue) + Refusal.Code.allCases.map(\.rawValue)
            + Finding.Code.allCases.map(\.rawValue) + Finding.NextStep.allCases.map(\.rawValue)
            + ZipError.Code.allCases.map(\.rawValue)
        for code in codes { #expect(Catalogue.contains(MessageCode(code)), "the catalogue has no \(code)") }
        for code in Finding.Code.allCases {
            let step = Finding(code).nextStep
            #expect(Catalogue.facts(of: MessageCode(step.rawValue)) == [], "\(code) leads to \(step)")
        }
    }

    /// `STATUS.` is put before a value: some code must begin so.
    private func isKnown(_ code: String) -> Bool {
        code.hasSuffix(".")
            ? Catalogue.codes.contains { $0.rawValue.hasPrefix(code) } : Catalogue.contains(MessageCode(code))
    }

    /// - Returns: how many codes were looked at.
    private func check(_ pattern: Regex<(Substring, Substring)>) -> Int {
        var found = 0
        for file in sources where file.module != "Messages" {
            for line in file.code(naming: ["\""]) {
                for match in line.text.matches(of: pattern) where !Self.isOther(match.1) {
                    found += 1
                    if !isKnown(String(match.1)) {
                        Issue.record("\(file.path):\(line.number): the catalogue has no \(match.1)")
                    }
                }
            }
        }
        return found
    }
}
