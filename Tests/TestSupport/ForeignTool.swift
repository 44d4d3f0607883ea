import Foundation

/// A program that knows nothing of kho, for tests that show that its files are what they claim to be.
public enum ForeignTool {
    public struct Result: Sendable {
        public let status: Int32
        /// Standard output and standard error, as they came.
        public let output: String
    }

    /// Runs a program of the search path to its end, without a shell.
    public static func run(_ name: String, _ arguments: [String], in folder: TemporaryFolder? = nil) throws -> Result {
        let ended = try Command.run(name, arguments, in: folder.map { URL(fileURLWithPath: $0.path) })
        return Result(status: ended.status, output: ended.text + ended.errors)
    }
}
