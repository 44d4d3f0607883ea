import CanonicalJSON
import Foundation
import TestSupport
import Testing

/// `kho serve` over a desk's vault, as a process of its own.
final class ServeProcess: Sendable {
    let url: String
    /// Where the figures are, where there is a port for them.
    let metrics: String?
    private let program: RunningProgram

    var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    /// - Parameters:
    ///   - port: 0 lets the system choose.
    ///   - environment: beside the desk's, or in place of it.
    convenience init(
        _ desk: Desk, port: Int = 0, _ arguments: [String] = [], environment: [String: String] = [:]
    ) async throws {
        try await self.init(
            in: desk.folder.path, port: port, arguments, environment: desk.environment.merging(environment) { $1 })
    }

    init(in folder: String, port: Int = 0, _ arguments: [String] = [], environment: [String: String]) async throws {
        let command = [BuiltProgram.kho, "serve", "--json", "--port", String(port)] + arguments
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        var begun = try await Self.begin(command, in: folder, environment: environment)
        // A port that was given back may be another test's for a while.
        while begun.started == nil, port != 0, begun.output.contains("CANNOT_LISTEN"), Date.now < deadline {
            try await Task.sleep(for: .milliseconds(200))
            begun = try await Self.begin(command, in: folder, environment: environment)
        }
        guard let started = begun.started, let url = started["url"]?.string else {
            throw NeverStarted(output: begun.output)
        }
        program = begun.program
        self.url = url
        metrics = started["metrics"]?.string
    }

    /// - Returns: what it says when it serves; nil where it has ended.
    private static func begin(
        _ command: [String], in folder: String, environment: [String: String]
    ) async throws -> (program: RunningProgram, started: JSON?, output: String) {
        let program = try RunningProgram(command, in: folder, environment: environment)
        try await program.wait { $0.outputSoFar.contains("\n") }
        let output = program.outputSoFar
        let line = try? JSON(parsing: Array(output.prefix { $0 != "\n" }.utf8))
        guard let line, line["url"] != nil else {
            program.kill()
            return (program, nil, output)
        }
        return (program, line, output)
    }

    deinit { if !program.ended { program.kill() } }

    struct NeverStarted: Error { let output: String }

    /// As its operator stops it.
    func stop() async -> FinishedProgram {
        program.signal(SIGTERM)
        return await program.finish()
    }

    func crash() async {
        program.signal(SIGKILL)
        _ = await program.finish()
    }

    /// The environment of somebody who works with this server, with a key of the demonstration's.
    func client(_ key: String = "cong-dan", as user: String = DemonstrationKeys.owner) async throws -> [String: String]
    {
        [
            "KHO_SERVER": url, "KHO_LOGIN_KEY": try await DemonstrationKeys.key(key), "KHO_LOGIN_AS": user,
            "KHO_LOGIN_PASSPHRASE_FILE": try await DemonstrationKeys.passphraseFile,
        ]
    }
}
