import Foundation
import TestSupport
import Testing

/// The README promises a sync service its first manifest in five minutes: its commands, run as they stand.
@Suite("README: a sync service's first manifest")
struct FirstManifestTests {
    private static let heading = "## A sync service's first manifest"
    private static let address = "https://127.0.0.1:8443"

    /// The blocks of the section: the vault's side, its server, the service's side.
    private func blocks() throws -> [String] {
        let text = try String(contentsOf: Corpus.packageRoot.appending(path: "README.md"), encoding: .utf8)
        let section = try #require(text.components(separatedBy: Self.heading).last).components(separatedBy: "\n## ")[0]
        let parts = section.components(separatedBy: "```")
        return stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
    }

    private func shell(_ block: String, _ desk: Desk, _ seal: String = "") async throws -> FinishedProgram {
        let folder = URL(filePath: BuiltProgram.kho).deletingLastPathComponent().path
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return try await RunningProgram.run(
            ["bash", "-c", "set -euo pipefail\n" + block], in: desk.folder.path,
            environment: desk.environment.merging(["PATH": folder + ":" + path, "seal": seal]) { $1 })
    }

    @Test("its commands make a vault, serve it to a service, and give that its first manifest")
    func commands() async throws {
        let blocks = try blocks()
        try #require(blocks.count == 3 && blocks[0].hasPrefix("sh\n") && blocks[2].hasPrefix("sh\n"))
        try #require(blocks[2].contains(Self.address))
        let desk = try await Desk()
        try await desk.signDocument(as: "don.pdf")
        let made = try await shell(String(blocks[0].dropFirst(3)), desk)
        try #require(made.status == 0, "\(made.output)\(made.errors)")

        let line = try #require(blocks[1].split(separator: "\n").first)
        let arguments = line.split(separator: " ").map(String.init)
        try #require(Array(arguments.prefix(3)) == ["$", "kho", "serve"])
        let server = try await ServeProcess(desk, Array(arguments.dropFirst(3)))
        let seal = try #require(
            made.output.firstMatch(of: #/\b[0-9a-f]{64}\b/#), "kho init printed no fingerprint: \(made.output)")
        let command = blocks[2].dropFirst(3).replacingOccurrences(of: Self.address, with: server.url)
        // What is issued beside the server's start is there a moment later; whoever pins again has the same pin.
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        var pulled = try await shell(command, desk, String(seal.output))
        while pulled.status != 0, Date.now < deadline {
            try await Task.sleep(for: .milliseconds(200))
            pulled = try await shell(command, desk, String(seal.output))
        }
        #expect(pulled.status == 0, "\(pulled.output)\(pulled.errors)")
        #expect(pulled.output.contains(#""sequence":1"#) && pulled.output.contains("don.pdf"), "\(pulled.output)")
        let wrong = try await shell(command, desk, String(repeating: "0", count: 64))
        #expect(wrong.status != 0 && wrong.errors.contains("fingerprint"), "\(wrong.output)\(wrong.errors)")
        #expect(await server.stop().status == 0)
    }
}
