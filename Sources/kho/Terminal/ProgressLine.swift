import Messages

/// How far a piece of work has come, as one line that fits the terminal.
struct ProgressLine: Equatable {
    var doneBytes: Int64 = 0
    var doneFiles = 0
    let totalBytes: Int64
    let totalFiles: Int

    /// Long enough to see it move, short enough for the figures to fit beside it in 80 columns.
    private static let barWidth = 24

    /// In decimal units, as disks and downloads are labelled: `[######----------]  45 %  12.3/27.0 MB  3/10 files`.
    /// - Parameter width: columns; the line stays below it, so that the cursor never wraps.
    func text(in language: Language, width: Int) -> String {
        let share = totalBytes > 0 ? min(1, Double(doneBytes) / Double(totalBytes)) : 1
        let filled = Int(share * Double(Self.barWidth))
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.barWidth - filled)
        let percent = String(Int(share * 100))
        let files = Message(code: "PROGRESS_FILES", facts: ["done": String(doneFiles), "total": String(totalFiles)])
        let parts = [
            "[\(bar)]",
            String(repeating: " ", count: 3 - percent.count) + percent + " %",
            bytes(in: language),
            totalFiles > 1 ? files.text(in: language) : "",
        ]
        return String(parts.filter { !$0.isEmpty }.joined(separator: "  ").prefix(max(0, width - 1)))
    }

    private func bytes(in language: Language) -> String {
        let units: [(size: Int64, name: String)] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")]
        guard let unit = units.first(where: { totalBytes >= $0.size }) else { return "\(doneBytes)/\(totalBytes) B" }
        let comma = language == .vi ? "," : "."
        let figures = [min(doneBytes, totalBytes), totalBytes].map { bytes in
            let tenths = bytes / (unit.size / 10)
            return "\(tenths / 10)\(comma)\(tenths % 10)"
        }
        return figures.joined(separator: "/") + " \(unit.name)"
    }
}
