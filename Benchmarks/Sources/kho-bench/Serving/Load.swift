import Foundation

/// Requests for one path as fast as a server answers, by `wrk`, over connections that stay open.
struct Load {
    let requests: Int

    private static let connections = 16

    /// - Throws: `Child.Failed` where an answer was not 200.
    init(url: String, seconds: Int, folder: String) throws {
        let output = "\(folder)/wrk.txt"
        try Child.run([
            "sh", "-c", "wrk -t1 -c\(Self.connections) -d\(seconds)s \"$1\" > \"$2\"", "wrk", url, output,
        ])
        let text = try String(contentsOfFile: output, encoding: .utf8)
        guard !text.contains("Non-2xx"), !text.contains("Socket errors"),
            let line = text.split(separator: "\n").first(where: { $0.contains(" requests in ") }),
            let count = Int(line.split(separator: " ")[0])
        else { throw Child.Failed(description: "wrk of \(url): \(text)") }
        requests = count
    }
}
