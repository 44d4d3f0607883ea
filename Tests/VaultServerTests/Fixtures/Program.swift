import Foundation

/// A program of the system.
enum Program {
    struct Result {
        let status: Int32
        let output: String
    }

    /// Runs it to its end, on a thread of its own: the server under test needs those of the concurrency runtime.
    ///
    /// - Parameter arguments: as the program gets them; no shell is between.
    static func run(_ name: String, _ arguments: [String]) async throws -> Result {
        try await withCheckedThrowingContinuation { done in
            Thread.detachNewThread { done.resume(with: Swift.Result { try wait(name, arguments) }) }
        }
    }

    private static func wait(_ name: String, _ arguments: [String]) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }
}
