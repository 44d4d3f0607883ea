import Foundation
import TestSupport

/// `kho` as a process of its own, with one of its system calls made to fail (`Tests/Faults/fault.c`).
struct FaultyProgram: Sendable {
    /// What becomes of the call that is hit.
    enum Fault: Hashable, CaseIterable, CustomStringConvertible {
        case kill, diskFull, inputOutput

        fileprivate var mode: String {
            switch self {
            case .kill: "kill"
            case .diskFull: String(ENOSPC)
            case .inputOutput: String(EIO)
            }
        }

        var description: String {
            switch self {
            case .kill: "SIGKILL"
            case .diskFull: "ENOSPC"
            case .inputOutput: "EIO"
            }
        }
    }

    struct Run: Sendable {
        /// Of a process that was killed: minus the signal.
        let status: Int32
        /// What it had written to standard output by then, in whole lines.
        let lines: [String]
        /// How many calls were made that a fault can hit; nil where the process was killed.
        let calls: Int?

        /// The documents that were acknowledged (`kho put --json`).
        var documents: [String] {
            lines.compactMap { line in
                let json = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                return json?["document"] as? String
            }
        }
    }

    private let library: String
    private let folder: TemporaryFolder

    /// nil where no C compiler is there.
    init() throws {
        folder = try TemporaryFolder()
        library = folder.file("fault.so")
        let source = Corpus.packageRoot.appendingPathComponent("Tests/Faults/fault.c").path
        let built = try Shell.run("cc -shared -fPIC -O1 -o '\(library)' '\(source)' 2>&1", in: folder.path)
        guard built.status == 0 else { throw CompilerFailed(output: built.output) }
    }

    struct CompilerFailed: Error { let output: String }

    static let kho: String = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("kho").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return Corpus.packageRoot.appendingPathComponent(".build/debug/kho").path
    }()

    /// - Parameters:
    ///   - vault: calls on paths below it count.
    ///   - call: the one that is hit, from 1; 0: none.
    func run(_ arguments: [String], vault: String, call: Int = 0, _ fault: Fault = .kill) throws -> Run {
        let counted = folder.file(UUID().uuidString)
        let environment = [
            "LD_PRELOAD=\(library)", "KHO_FAULT_FOLDER=\(vault)", "KHO_FAULT_AT=\(call)",
            "KHO_FAULT_MODE=\(fault.mode)",
            "KHO_FAULT_COUNT=\(counted)", "LC_ALL=C.UTF-8", "TZ=UTC", "HOME=\(folder.path)",
        ]
        let ended = try Command.run("env", ["-i"] + environment + [Self.kho] + arguments)
        // As a shell shows it: 137 is SIGKILL. kho itself leaves with 130 at most.
        let wasKilled = ended.status > 130
        let calls = (try? String(contentsOfFile: counted, encoding: .utf8)).flatMap { Int($0) }
        return Run(
            status: wasKilled ? 128 - ended.status : ended.status,
            lines: ended.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init),
            calls: calls)
    }
}
