import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore

/// `kho erase list`: what waits and what was erased; as a sealed file for restores.
struct EraseList: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List requests and erasures; write the sealed list of erasures.",
        discussion: """
            Examples:
              kho erase list
              kho erase list -o da-xoa.json     with its seal, da-xoa.json.p7s

            Keep both outside of the vault: a backup that is put back has what was erased since; kho erase apply erases it again by the list.
            """)

    @Option(name: .short, help: "Where to write the list; the seal gets its name beside it.") var o: String?
    @Flag(help: "Overwrite files that are there.") var force = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if o == "-" { throw ValidationError("-o wants a file name: there are two files to write.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let waiting, done: [Record]
        if let o {
            let list: SealedDocument
            (list, waiting, done) = try await vault.erasureList()
            for (name, bytes) in [(o + ".p7s", list.seal), (o, list.bytes)] {
                var out = try OutputFile(path: name, force: force)
                try out.write(bytes)
                try out.commit()
            }
            if !console.isJSON { console.print(Message(code: "WRITTEN", facts: ["file": o])) }
        } else {
            (waiting, done) = try await vault.erasures()
        }
        for record in waiting + done {
            if console.isJSON { console.print(json(record)) } else { console.print(console.line(record)) }
        }
        if waiting.isEmpty, done.isEmpty, !console.isJSON { console.warn(Message(code: "ERASURE_NONE")) }
        return .success
    }

    private func json(_ record: Record) -> JSON {
        var object: JSON.Object = [
            "schema": "kho.erase/1", "index": .integer(Int64(record.index)),
            "time": .string(record.leaf.time.description),
        ]
        switch record.shared.content {
        case .erasureRequest(let request):
            object["status"] = "waiting"
            object["request"] = .string(request.statement.request.text)
            object["role"] = .string(request.role.rawValue)
            object["reason"] = .string(request.statement.reason.text)
            object["records"] = .integer(Int64(request.statement.records.count))
        case .erasure(let erasure):
            object["status"] = "erased"
            object["erasure"] = .string(erasure.id.text)
            object["reason"] = .string(erasure.reason.text)
            object["documents"] = JSON(erasure.documents.map(\.text))
            object["records"] = .integer(Int64(erasure.records.count))
        default: break
        }
        return .object(object)
    }
}
