import Foundation
import PKI
import Signatures
import TestSupport
import Testing

@Suite(
    "Changes after signing, as pyHanko makes and sees them",
    .enabled(if: Command.python != nil || Corpus.isRequired, "no pyHanko"))
struct SigningAgainTests {
    /// pyHanko writes a further field into a group of fields, and then refuses that itself: for it, no field gains kids.
    private static let isStricter = ["table-group", "streams-group"]

    @Test("what pyHanko writes is permitted where pyHanko permits it, and suspicious where it does not")
    func agreement() throws {
        let python = try #require(Command.python)
        let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/sign_again.py").path
        try TemporaryFolder.with { folder in
            let made = try Command.run(python, script, folder.path)
            try #require(made.status == 0, "\(made.errors)")
            let opinions = try JSONDecoder().decode([String: [Bool]].self, from: Data(made.output))
            #expect(opinions.count >= 36)
            #expect(Set(opinions.values.joined()).count == 2)
            for (name, permitted) in opinions {
                let source = try FileSource(path: folder.appending(path: "\(name).pdf").path)
                let report = try SignatureValidator(trust: TrustStore(anchors: [])).validate(source, at: .now())
                let verdicts = report.signatures.map { $0.changesAfterSigning != .suspicious }
                let expected = Self.isStricter.contains(name) ? permitted.map { _ in true } : permitted
                let reasons = report.signatures.flatMap(\.reasons).filter { $0.code == "CHANGED_AFTER_SIGNING" }
                #expect(verdicts == expected, "\(name): \(verdicts) \(reasons.map(\.facts))")
                #expect(report.signatures.allSatisfy { $0.intact }, "\(name)")
            }
        }
    }
}
