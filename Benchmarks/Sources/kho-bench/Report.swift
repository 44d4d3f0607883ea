import Foundation

/// The table of docs/performance.md.
struct Report {
    var results: [Comparison] = []

    func markdown(kho: String, folder: String) -> String {
        """
        # Performance

        Written by `make bench`, the last run. Each row is a comparison in one run: the two sides directly one after
        the other, the median over the pairs of the ratio of a pair, with the smallest and the largest in brackets.

        | what | against | kho | reference | ratio | goal | met |
        | --- | --- | --- | --- | --- | --- | --- |
        \(results.map(\.row).joined(separator: "\n"))

        \(Machine.description(folder: folder))
        """ + "\n"
    }
}

extension Comparison {
    var row: String {
        let memory = residentBytes.map { ", \($0 >> 20) MiB resident" } ?? ""
        return "| \(measurement.name) | \(measurement.reference) | \(kho.duration)\(memory) | \(reference.duration) "
            + "| \(ratio.short) (\(spread.0.short) to \(spread.1.short)) | \(goalText) | \(isMet ? "yes" : "**no**") |"
    }

    var line: String {
        "\(measurement.name): \(ratio.short) (goal \(goalText)), \(kho.duration) against \(reference.duration)"
    }

    private var goalText: String {
        switch measurement.goal {
        case .atMost(let limit, let memory):
            "at most \(limit.short)" + (memory.map { ", under \($0 >> 20) MiB" } ?? "")
        case .atLeast(let limit): "at least \(limit.short) as many"
        case .under(let seconds): "under \(seconds.duration)"
        }
    }
}

extension Double {
    var short: String { String(format: "%.2f", self) }

    /// Seconds, for people.
    var duration: String {
        if self < 0.000_999_5 { return String(format: "%.1f µs", self * 1_000_000) }
        if self < 0.999_5 { return String(format: "%.2f ms", self * 1000) }
        return String(format: "%.2f s", self)
    }
}

/// Where the figures come from.
enum Machine {
    static func description(folder: String) -> String {
        let processor = text(of: "/proc/cpuinfo").split(separator: "\n").first { $0.hasPrefix("model name") }
            .flatMap { $0.split(separator: ":").last }.map { $0.trimmingCharacters(in: .whitespaces) }
        let memory = text(of: "/proc/meminfo").split(separator: "\n").first { $0.hasPrefix("MemTotal") }
            .flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) }
        let system = text(of: "/etc/os-release").split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME") }
            .flatMap { $0.split(separator: "\"").last }
        let lines = [
            "Processor: \(processor ?? "?"), \(ProcessInfo.processInfo.processorCount) cores",
            "Memory: \((memory ?? 0) >> 20) GiB",
            "Disk: \(output("findmnt -n -o SOURCE,FSTYPE -T '\(folder)'"))"
                + ", \(output("lsblk -n -d -o ROTA,MODEL | head -1 | sed 's/^ *0/not rotating/; s/^ *1/rotating/'"))",
            "System: \(system ?? "?"), Linux \(output("uname -r")), \(output("openssl version | cut -d ' ' -f 1-2"))",
            "Compiler: \(output("swift --version 2>/dev/null | head -1"))",
            "Date: \(output("date -u +%Y-%m-%d"))",
        ]
        return lines.map { "- \($0)" }.joined(separator: "\n")
    }

    private static func text(of path: String) -> String {
        (try? String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)) ?? ""
    }

    private static func output(_ line: String) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return "?" }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
