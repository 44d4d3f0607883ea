public import Foundation

/// Another program, run to its end: the tools that know nothing of kho.
public enum Command {
    public struct Result: Sendable {
        public let status: Int32
        public let output: [UInt8]
        public let errors: String

        public var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs a program of `PATH`, or at an absolute path, with its output kept apart.
    public static func run(_ program: String, _ arguments: String..., in folder: URL? = nil) throws -> Result {
        try run(program, arguments, in: folder)
    }

    public static func run(_ program: String, _ arguments: [String], in folder: URL? = nil) throws -> Result {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        if let folder { process.currentDirectoryURL = folder }
        // Through files: two pipes, of which one fills up, would hang both sides.
        return try TemporaryFolder.with { scratch in
            let outputs = ["out", "err"].map { scratch.appendingPathComponent($0) }
            for file in outputs { try Data().write(to: file) }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: outputs[0])
            process.standardError = try FileHandle(forWritingTo: outputs[1])
            try process.run()
            process.waitUntilExit()
            return Result(
                status: process.terminationStatus, output: [UInt8](try Data(contentsOf: outputs[0])),
                errors: String(decoding: try Data(contentsOf: outputs[1]), as: UTF8.self))
        }
    }

    /// The Python with pyHanko, that `KHO_TEST_PYTHON` names; nil where there is none.
    public static let python: String? = {
        guard let named = ProcessInfo.processInfo.environment["KHO_TEST_PYTHON"] else { return nil }
        return (try? run(named, "-c", "import pyhanko"))?.status == 0 ? named : nil
    }()
}

extension [UInt8] {
    public func write(to file: URL) throws { try Data(self).write(to: file) }
}
