import ArgumentParser

/// A command that ends with one of kho's exit statuses.
protocol KhoCommand: AsyncParsableCommand {
    var output: OutputOptions { get }
    func perform() async throws -> ExitStatus
}

extension KhoCommand {
    mutating func run() async throws {
        let status = try await perform()
        if status != .success { throw ExitCode(status.rawValue) }
    }
}
