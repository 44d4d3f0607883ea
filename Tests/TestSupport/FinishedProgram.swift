/// How a program ended, and what it wrote.
public struct FinishedProgram: Sendable {
    public enum End: Sendable, Equatable {
        case status(Int32)
        case signal(Int32)
        /// It did not end in its time, and was killed.
        case timeout
    }

    public let end: End
    public let outputBytes: [UInt8]
    public let errorBytes: [UInt8]

    /// The exit status; nil where a signal or the test's patience ended it.
    public var status: Int32? { if case .status(let status) = end { status } else { nil } }

    public var output: String { String(decoding: outputBytes, as: UTF8.self) }
    public var errors: String { String(decoding: errorBytes, as: UTF8.self) }

    /// Standard output in lines; what comes after the last line's end (a line that was cut short) is left out.
    public var lines: [String] {
        output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
