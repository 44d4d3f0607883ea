import ArgumentParser
import Messages
import PKI
import Signatures
import VaultCore

/// `kho show`: everything that a record says of one document.
struct Show: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one document.", discussion: "Example:\n  kho show 3fa9c1")

    @Argument(help: "The document's id, code, or the first 6 digits of a file's SHA-256.") var reference: String
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let record = try await record(reference, in: openForReading())
        let description = record.shared.description
        if console.isJSON {
            console.print(
                DocumentDocument(description, index: record.index, time: record.leaf.time, "kho.show/1").json)
            return .success
        }
        console.print(console.text(MessageCode(description.verdict.indication.rawValue)))
        var fields: [(MessageCode, String)] = [
            ("LABEL.document", description.document.text), ("LABEL.name", SafeText.escaped(description.name)),
            ("LABEL.owner", SafeText.escaped(description.owner.description)),
            ("LABEL.category", String(description.category.rawValue)),
            ("LABEL.status", console.text("STATUS_IS", ["status": description.status.rawValue])),
            (
                "LABEL.log",
                console.text("LOG_PLACE", ["index": String(record.index), "time": record.leaf.time.localText])
            ),
        ]
        if let match = description.verdict.signerMatch {
            fields.append(("LABEL.signerMatch", console.word(for: match.rawValue, of: "signerMatch")))
        }
        if let code = description.code { fields.append(("LABEL.code", SafeText.escaped(code.value))) }
        for file in description.files {
            fields.append(("LABEL.file", "\(SafeText.escaped(file.name.text)), \(file.size) B, \(file.digest)"))
        }
        for (label, value) in fields { console.print(VerdictLayout.field(console.text(label), value)) }
        return .success
    }
}
