import Foundation
import TestSupport

/// A server on loopback over a folder, in good faith and in bad: the address says which
/// (Tests/Interoperability/hostile_server.py).
final class HostileServer: Sendable {
    let folder: SharedFolder
    private let program: RunningProgram
    private let port: Int

    init() async throws {
        folder = try SharedFolder()
        let script = Corpus.packageRoot.appending(path: "Tests/Interoperability/hostile_server.py").path
        program = try RunningProgram(["python3", script, folder.path], in: folder.path)
        port = try await program.port()
    }

    deinit { program.kill() }

    func address(_ way: String) -> String { "http://127.0.0.1:\(port)/\(way)" }

    /// The head last, as a vault publishes it; while they are written, requests wait, so that no client that is kept waiting
    /// by a busy machine finds a head without its seal again and again.
    func serve(_ vault: PublishingVault) throws {
        try folder.write([UInt8](), to: "paused")
        defer { try? FileManager.default.removeItem(atPath: folder.file("paused")) }
        let isHead = { (path: String) in path.contains("/head.json") }
        for (path, bytes) in vault.files where !isHead(path) { try folder.write(bytes, to: path) }
        for (path, bytes) in vault.files where isHead(path) { try folder.write(bytes, to: path) }
    }
}
