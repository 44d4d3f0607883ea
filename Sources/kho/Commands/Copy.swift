import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import Signatures
import VaultCore

/// `kho copy`: a bundle that anybody who pinned the vault verifies offline, years later.
struct Copy: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Write a copy of one document that a stranger can verify offline.",
        discussion: """
            Examples:
              kho copy 3fa9c1 -o ban-sao.asice
              kho verify ban-sao.asice --offline      anywhere, without the vault
            """)

    @Argument(help: "The document's id, code, or the first digits of a digest.") var reference: String
    @Option(name: .short, help: "Where to write; - for standard output.") var o: String?
    @Flag(help: "Overwrite a file that is there.") var force = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let document = try await document(reference, in: vault, for: .copy)
        if let end = try await vault.standing(of: document.description.document)?.end {
            console.warn(Message(code: "COPY_OF_ENDED", facts: ["event": end.rawValue]))
        }
        let id = document.description.document.text
        let target = o ?? "copy-\(id).asice"
        do {
            try await write(document, of: vault, to: target)
        } catch let error as BundleError {
            throw CommandFailure(MessageCode(error.code.rawValue), error.facts, status: .integrityFailure)
        } catch let error as ZipError {
            throw CommandFailure(error, file: target)
        }
        guard target != "-" else { return .success }
        if console.isJSON {
            console.print(["schema": "kho.copy/1", "document": .string(id), "output": .string(target)])
        } else {
            console.print(Message(code: "WRITTEN", facts: ["file": target]))
            console.print(Message(code: "COPY_WRITTEN", facts: ["file": target]))
        }
        return .success
    }

    /// Through a file beside the target: an archive of gigabytes is not built in memory.
    private func write(_ document: KeptDocument, of vault: any Vault, to target: String) async throws {
        var out = try OutputFile(path: target, force: force)
        let part =
            (target == "-" ? NSTemporaryDirectory() + "kho-copy" : target)
            + ".\(SecureRandom.bytes(4).hexadecimal).part"
        defer { unlink(part) }
        try await vault.copy(of: document, to: part)
        let source = try FileSource(path: part)
        try out.write(source)
        try out.commit()
    }
}
