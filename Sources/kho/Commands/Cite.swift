import ArgumentParser
import CanonicalJSON
import Messages
import VaultCore

/// `kho cite`: a reference to a document for a letter, a form or a QR code (dẫn nguồn từ Kho).
struct Cite: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "cite", abstract: "Write a reference to a document that others can cite.",
        discussion: """
            Examples:
              kho cite 3fa9c1            the document as it is whenever somebody looks
              kho cite 3fa9c1 --pin      this very version, by its digest

            Where a version is named (ID@2), that version is cited. The second line is for a QR code. Neither names
            the owner. Whoever has it asks this vault: kho show kho:…
            """)

    @Argument(help: "The document's id, code, or the first digits of a digest.") var reference: String
    @Flag(help: "Name the version and the digest of its bytes.") var pin = false
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func work(_ console: Console) async throws -> ExitStatus {
        let vault = try await openForReading()
        let description = try await document(reference, in: vault).description
        let cited =
            pin
            ? try VaultReference(vault: vault.identity.id, pinning: description)
            : try VaultReference(
                vault: vault.identity.id, document: description.document,
                version: DocumentReference(reference).version)
        if console.isJSON {
            console.print([
                "schema": "kho.cite/1", "document": .string(description.document.text),
                "reference": .string(cited.text), "qr": .string(cited.qrPayload),
                "vi": .string(cited.sentence.text(in: .vi)), "en": .string(cited.sentence.text(in: .en)),
            ])
        } else {
            for line in [cited.text, cited.qrPayload] { console.print(line) }
            console.print(cited.sentence)
        }
        return .success
    }
}
