import Foundation
import TestSupport

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
        let ended = try Command.run(name, arguments)
        return Result(status: ended.status, output: ended.text + ended.errors)
    }
}
