import Foundation

/// pyHanko in a Python process that stays: warm, as kho in process is.
final class PyHanko {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()

    /// The Python that scripts/test-tools.sh makes.
    private static let python = ProcessInfo.processInfo.environment["KHO_TEST_PYTHON"]
    static var isThere: Bool { python != nil }

    /// - Parameter trust: what the loop is called with: a root and lists, or nothing.
    /// - Throws: `Child.Failed` where there is no Python with pyHanko.
    init(trust: [String]) throws {
        guard let python = Self.python else {
            throw Child.Failed(description: "KHO_TEST_PYTHON names no Python (scripts/test-tools.sh)")
        }
        let loop = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "pyhanko_loop.py").path
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [loop] + trust
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// - Returns: the seconds of one validation of a file, and how many signatures it has.
    func validate(_ path: String, turns: Int) throws -> (seconds: Double, signatures: Int) {
        try input.fileHandleForWriting.write(contentsOf: Data("\(turns) \(path)\n".utf8))
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Child.Failed(description: "pyHanko gave up on \(path)") }
            line += more
        }
        let parts = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let seconds = Double(parts[0]), let signatures = Int(parts[1]) else {
            throw Child.Failed(description: "pyHanko said \(parts)")
        }
        return (seconds, signatures)
    }
}
