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
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder.path) }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }
}
