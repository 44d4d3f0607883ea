import Foundation
import PKI
import TestSupport
import Testing

@testable import VaultCore

@Suite(
    "QR payloads and an independent encoder", .enabled(if: Command.python != nil || Corpus.isRequired, "no segno"))
struct QRPayloadTests {
    @Test("segno puts each payload into alphanumeric mode, in a symbol that prints small")
    func mode() throws {
        var random = SeededNumbers(seed: 63)
        let references = try (0..<60).map { _ in try VaultReferencePropertyTests.generated(using: &random) }
        let modes = try modes(references.map(\.qrPayload))
        #expect(modes.count == references.count)
        for (reference, answer) in zip(references, modes) {
            #expect(answer.mode == "alphanumeric", "\(reference.qrPayload)")
            // Version 7 has 45 modules a side.
            #expect(answer.version <= 7, "\(reference.qrPayload)")
        }
    }

    @Test("the line in lower case would need bytes: segno tells the modes apart")
    func lowerCase() throws {
        var random = SeededNumbers(seed: 64)
        let reference = try VaultReferencePropertyTests.generated(using: &random)
        #expect(try modes([reference.text]).map(\.mode) == ["byte"])
    }

    private func modes(_ texts: [String]) throws -> [(mode: String, version: Int)] {
        let python = try #require(Command.python, "KHO_TEST_PYTHON names no Python with segno")
        return try TemporaryFolder.with { folder in
            let file = folder.appending(path: "texts")
            try Array(texts.map { $0 + "\n" }.joined().utf8).write(to: file)
            let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/qr_mode.py").path
            let answer = try Command.run(python, script, file.path)
            #expect(answer.status == 0, "\(answer.errors)")
            return try answer.text.split(separator: "\n").map { line in
                let words = line.split(separator: " ").map(String.init)
                return (words[0], try #require(Int(words[1])))
            }
        }
    }
}
