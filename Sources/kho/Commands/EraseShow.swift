import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore

/// `kho erase show`: a request that waits, or the minutes of an erasure.
struct EraseShow: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a request, or the sealed minutes of an erasure.",
        discussion: """
            Examples:
              kho erase show 7d31e0
              kho erase show 7d31e0 -o bien-ban.json     with its seal, bien-ban.json.p7s
            """)

    @Argument(help: "The id of the request or erasure, or its first digits.") var erasure: String
    @Option(name: .short, help: "Where to write the minutes; the seal gets its name beside it.") var o: String?
    @Flag(help: "Overwrite files that are there.") var force = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if o == "-" { throw ValidationError("-o wants a file name: there are two files to write.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let record = try await erasure(erasure, in: vault)
        switch record.shared.content {
        case .erasureRequest(let request):
            if o != nil { throw VaultError(.erasureNotFound) }
            if console.isJSON { console.print(request.json) } else { console.print(console.line(record)) }
        case .erasure:
            let minutes = try await vault.minutes(of: record)
            if let o {
                for (name, bytes) in [(o + ".p7s", minutes.seal), (o, minutes.bytes)] {
                    var out = try OutputFile(path: name, force: force)
                    try out.write(bytes)
                    try out.commit()
                }
                if !console.isJSON { console.print(Message(code: "WRITTEN", facts: ["file": o])) }
            }
            if console.isJSON {
                console.print(try JSON(canonical: minutes.bytes))
            } else {
                console.print(console.line(record))
                try show(JSON(canonical: minutes.bytes), console)
            }
        default: throw VaultError(.erasureNotFound)
        }
        return .success
    }

    private func show(_ minutes: JSON, _ console: Console) {
        for manifest in minutes["manifests"]?.array ?? [] {
            console.print(
                "  "
                    + console.text(
                        "ERASURE_NAMED_BY",
                        [
                            "audience": manifest["audience"]?.string ?? "",
                            "sequence": String(manifest["sequence"]?.integer ?? 0),
                            "count": String(manifest["records"]?.integer ?? 0),
                        ]))
        }
        for copy in minutes["copies"]?.array ?? [] {
            console.print(
                "  "
                    + console.text(
                        "ERASURE_COPY",
                        [
                            "time": copy["time"]?.string ?? "", "role": copy["role"]?.string ?? "",
                            "agency": copy["agency"]?.string ?? "–", "action": copy["action"]?.string ?? "",
                        ]))
        }
    }
}

extension Console {
    /// A request or an erasure on a line.
    func line(_ record: Record) -> String {
        var facts: [String: String] = [:]
        let place = "\(record.index)  \(record.leaf.time.localText)  \(record.erasureName ?? "")  "
        switch record.shared.content {
        case .erasureRequest(let request):
            facts["reason"] = request.statement.reason.text
            facts["records"] = String(request.statement.records.count)
            facts["requester"] = word(for: request.role.rawValue, of: "requester")
            return place + text("ERASURE_WAITING", facts)
        case .erasure(let erasure):
            facts["reason"] = erasure.reason.text
            facts["records"] = String(erasure.records.count)
            return place + text("ERASURE_ENTRY", facts)
        default: return ""
        }
    }
}
