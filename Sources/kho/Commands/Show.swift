import ArgumentParser
import CanonicalJSON
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
        let vault = try await openForReading()
        let document = try await document(reference, in: vault)
        let record = document.record
        let description = document.description
        let end = try await vault.standing(of: description.document)?.end
        if console.isJSON {
            console.print(
                DocumentDocument(
                    DocumentListing(index: record.index, time: record.leaf.time, description: description, end: end),
                    "kho.show/1"
                ).json)
            return .success
        }
        let heading = description.verdict?.indication.rawValue ?? "NO_FILE_KEPT"
        console.print(console.text(MessageCode(heading)))
        for (label, value) in fields(of: description, end: end, record: record, console) {
            console.print(VerdictLayout.field(console.text(label), value))
        }
        return .success
    }

    private func fields(
        of description: DocumentDescription, end: DocumentEvent.Kind?, record: Record, _ console: Console
    ) -> [(MessageCode, String)] {
        let details = description.details
        var fields: [(MessageCode, String)] = [
            ("LABEL.document", description.document.text), ("LABEL.version", String(description.version)),
            ("LABEL.name", SafeText.escaped(description.name)),
            ("LABEL.owner", SafeText.escaped(description.owner.description)),
            ("LABEL.category", String(description.category.rawValue)),
            ("LABEL.status", console.text("STATUS_IS", ["status": description.status.rawValue])),
        ]
        if let end { fields.append(("LABEL.end", console.word(for: end.rawValue, of: "event"))) }
        fields.append(
            (
                "LABEL.log",
                console.text("LOG_PLACE", ["index": String(record.index), "time": record.leaf.time.localText])
            ))
        if let match = description.verdict?.signerMatch {
            fields.append(("LABEL.signerMatch", console.word(for: match.rawValue, of: "signerMatch")))
        }
        if let sensitivity = description.sensitivity {
            fields.append(
                (
                    "LABEL.sensitivity",
                    console.text("SENSITIVITY_IS", ["sensitivity": String(sensitivity.rawValue)])
                ))
        }
        let texts: [(MessageCode, String?)] = [
            ("LABEL.code", description.code?.value), ("LABEL.paperType", details.paperType),
            ("LABEL.notation", details.notation), ("LABEL.paperIssuer", details.issuer),
            ("LABEL.issued", details.issued?.text), ("LABEL.validUntil", details.validUntil?.text),
        ]
        for (label, text) in texts { if let text { fields.append((label, SafeText.escaped(text))) } }
        if let certification = description.certification {
            fields += CertificationLines(console).lines(certification)
        }
        for file in description.files {
            fields.append(("LABEL.file", "\(SafeText.escaped(file.name.text)), \(file.size) B, \(file.digest)"))
        }
        for link in description.links {
            fields.append(("LABEL.link", SafeText.escaped(link.address)))
            if let attested = link.attested { fields.append(("LABEL.attested", console.text("AS_ATTESTED", attested))) }
        }
        if !description.metadata.isEmpty {
            fields.append(("LABEL.metadata", SafeText.escaped(JSON.object(description.metadata).text, limit: 2000)))
        }
        return fields
    }
}
