import CanonicalJSON
import Foundation
import Glibc
import TestSupport
import Testing

/// `kho witness` as a process on a port of its own.
struct RunningWitness {
    let program: RunningProgram
    let url: String
    let key: String

    /// - Parameters:
    ///   - state: its folder, made before.
    ///   - logs: the keys of the logs that it follows.
    ///   - arguments: more of them.
    init(
        state: String, logs: [String], port: Int = 0, _ arguments: [String] = [], at desk: Desk
    ) async throws {
        program = try RunningProgram(
            [BuiltProgram.kho, "witness", "--state", state, "--port", String(port), "--json"]
                + arguments + logs.flatMap { ["--log", $0] },
            in: desk.folder.path, environment: desk.environment)
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        while !program.outputSoFar.contains("\n"), Date.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        let line = try JSON(parsing: Array(program.outputSoFar.prefix { $0 != "\n" }.utf8))
        url = try #require(line["url"]?.string)
        key = try #require(line["key"]?.string)
    }

    var port: Int { Int(url.split(separator: ":").last ?? "") ?? 0 }

    /// One POST by `curl`: the status, 0 where nothing came, and the body.
    static func post(_ body: [UInt8], to url: String, in folder: SharedFolder) async throws -> (Int, String) {
        let name = "request-\(UUID().uuidString)"
        try folder.write(body, to: name)
        let run = try await RunningProgram.run(
            [
                "curl", "--silent", "--noproxy", "*", "--max-time", "20", "--data-binary", "@\(name)", "--write-out",
                "\n%{http_code}", "\(url)/add-checkpoint",
            ], in: folder.path)
        let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
    }

    func stop() async -> FinishedProgram {
        program.signal(SIGTERM)
        return await program.finish()
    }
}
