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
        program = try RunningProgram(
            [BuiltProgram.kho, "serve", "--json", "--port", String(port)] + arguments, in: folder,
            environment: environment)
        let deadline = Date.now.addingTimeInterval(RunningProgram.usualPatience)
        var started: JSON?
        while started == nil, Date.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
            let line = program.outputSoFar.prefix { $0 != "\n" }
            if program.outputSoFar.contains("\n") { started = try? JSON(parsing: Array(line.utf8)) }
            if started == nil, !program.isRunning { break }
        }
        guard let url = started?["url"]?.string else {
            program.kill()
            throw NeverStarted(output: program.outputSoFar)
        }
        self.url = url
        metrics = started?["metrics"]?.string
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
