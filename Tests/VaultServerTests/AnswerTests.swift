import Foundation
import PKI
import Testing
import VaultCore

@testable import VaultServer

@Suite("What answers are made of")
struct AnswerTests {
    @Test("a copy in the making lies where nobody else of this machine looks, and is gone as soon as it is opened")
    func scratch() async throws {
        let parent = NSTemporaryDirectory() + "kho-scratch-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: parent) }
        let names = { try FileManager.default.contentsOfDirectory(atPath: parent) }
        do {
            let scratch = try ScratchFile(in: parent)
            let folder = URL(fileURLWithPath: scratch.path).deletingLastPathComponent().path
            let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
            #expect(mode == 0o700)
            try Data([1, 2, 3]).write(to: URL(fileURLWithPath: scratch.path))
            let source = try await scratch.take()
            #expect(try names() == [])
            #expect(try source.bytes(0..<source.count) == [1, 2, 3])
        }
        do {
            let scratch = try ScratchFile(in: parent)
            try withExtendedLifetime(scratch) { try Data([1]).write(to: URL(fileURLWithPath: scratch.path)) }
        }
        #expect(try names() == [])
    }

    @Test("what was committed and not published, and what has no room now, is to be sent again")
    func temporary() {
        for code in [VaultErrorCode.committedNotPublished, .diskFull, .vaultLocked, .logConflict] {
            let problem = Problem(VaultError(code, ["path": "/srv", "size": "3"]))
            #expect(problem.status.code == 503 && problem.code == ProblemCode.busy.rawValue && problem.facts.isEmpty)
        }
    }
}
