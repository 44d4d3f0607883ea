import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import VaultCore

/// `kho get`: the original bytes of a document's file, checked against the record.
struct Get: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Get a document's original bytes.",
        discussion:
            "Example:\n  kho get 3fa9c1 -o don.pdf           the content\n  kho get 3fa9c1 --file don.pdf.p7s -o -")

    @Argument(help: "The document's id, code, or the first digits of a digest.") var reference: String
    @Option(help: "Which of its files, by name; else the content.") var file: String?
    @Option(name: .short, help: "Where to write; - for standard output; else under its own name here.") var o: String?
    @Flag(help: "Overwrite a file that is there.") var force = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let document = try await document(reference, in: vault, for: .content)
        let files = document.description.files
        guard !files.isEmpty else { throw VaultError(.noFiles) }
        let chosen =
            file.map { name in files.first { Array($0.name.text.utf8) == Array(name.utf8) } }
            ?? (files.first { $0.role == .content } ?? files.first)
        guard let chosen else { throw VaultError(.fileNotInDocument) }
        let source = try await vault.content(of: chosen, in: document)
        let target = o ?? chosen.name.text
        var out = try OutputFile(path: target, force: force)
        try out.write(source)
        try out.commit()
        guard target != "-" else { return .success }
        if console.isJSON {
            console.print([
                "schema": "kho.get/1", "document": .string(document.description.document.text),
                "output": .string(target), "digest": .string(chosen.digest.description),
            ])
        } else {
            console.print(Message(code: "WRITTEN", facts: ["file": target]))
        }
        return .success
    }
}
