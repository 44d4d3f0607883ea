import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import Signatures
import VaultCore

/// `kho receipt`: what a depositor keeps to prove, offline, that the log holds exactly these bytes.
struct ReceiptCommand: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "Write a receipt for one document.",
        discussion: """
            Examples:
              kho receipt 3fa9c1 -o bien-nhan.zip
              kho verify bien-nhan.zip                     against the vault that you pinned
            """)

    @Argument(help: "The document's id, code, or the first digits of a digest.") var reference: String
    @Option(name: .short, help: "Where to write; - for standard output.") var o: String?
    @Flag(help: "Overwrite a file that is there.") var force = false
    @Flag(name: .customLong("private"), help: "Include the private part: who deposited, notes.") var disclosesPrivate =
        false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let document = try await document(reference, in: vault, for: .receipt)
        let record = document.record
        let receipt = try await vault.receipt(for: record, disclosesPrivate: disclosesPrivate)
        let id = document.description.document.text
        let target = o ?? "receipt-\(id).zip"
        var archive = ZipWriter()
        for member in receipt.members { try archive.add(member.name.rawValue, member.bytes) }
        var out = try OutputFile(path: target, force: force)
        try out.write(try archive.bytes())
        try out.commit()
        guard target != "-" else { return .success }
        if console.isJSON {
            console.print([
                "schema": "kho.receipt/1", "document": .string(id), "output": .string(target),
                "index": .integer(Int64(record.index)), "time": .string(record.leaf.time.description),
            ])
        } else {
            console.print(Message(code: "WRITTEN", facts: ["file": target]))
            console.print(
                Message(
                    code: "DEPOSIT_LOGGED",
                    facts: ["index": String(record.index), "time": record.leaf.time.localText]))
        }
        return .success
    }
}
