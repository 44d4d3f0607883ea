import CanonicalJSON
import Foundation
import TestSupport

/// What `curl` got.
struct Fetched {
    /// 0 where the request was answered at all; else curl's exit status.
    let exit: Int32
    let status: Int
    /// By name in lower case.
    let headers: [String: String]
    let body: [UInt8]

    init(url: String, options: [String], folder: String) async throws {
        let name = "\(folder)/\(UUID().uuidString)"
        let result = try await Program.run(
            "curl",
            [
                "--silent", "--path-as-is", "--globoff", "--max-time",
                String(Int(RunningProgram.usualPatience)), "--noproxy", "*", "--output",
                "\(name).body", "--dump-header", "\(name).head", url,
            ] + options)
        exit = result.status
        body = (try? ServedVault.read("\(name).body")) ?? []
        let head = String(decoding: (try? ServedVault.read("\(name).head")) ?? [], as: UTF8.self)
        let lines = head.split(whereSeparator: \.isNewline)
        status = lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0
        headers = lines.dropFirst().reduce(into: [:]) { headers, line in
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 {
                headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
    }

    /// The stable code of a problem document; nil where the body is none.
    var problem: String? {
        guard headers["content-type"] == "application/problem+json", let json = try? JSON(canonical: body),
            json["status"]?.integer == Int64(status), json["type"]?.string?.hasPrefix("urn:kho:problem:") == true
        else { return nil }
        return json["code"]?.string
    }
}
