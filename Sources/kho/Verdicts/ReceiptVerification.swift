import CanonicalJSON
import Messages
import PKI
import Signatures
import VaultCore
import VaultStorage

/// `kho verify` on a receipt: parts → commitment → leaf → inclusion → the log key and quorum that were pinned.
struct ReceiptVerification {
    let location: TrustLocation
    let console: Console

    /// Small files all: the largest member is `vault.json` with its certificates.
    static let maximumMember = 4 << 20

    /// Whether an archive is a receipt: a leaf and a proof, and no mimetype.
    static func isReceipt(_ archive: ZipReader) -> Bool {
        archive.holds(Receipt.Member.leaf.rawValue) && archive.holds(Receipt.Member.proof.rawValue)
            && !archive.holds("mimetype")
    }

    func verify(_ archive: ZipReader, name: String) throws -> ExitStatus {
        do {
            let receipt = try Receipt(
                members: archive.members.map { ($0.name, try archive.bytes(of: $0, maximum: Self.maximumMember)) })
            let identity = try VaultIdentity(bytes: receipt.identity)
            let pinned = try location.folder?.pinnedVaults().first { $0.id == identity.id }
            guard let pinned else {
                show(.indeterminate, name, [Message(code: "VAULT_NOT_PINNED", facts: ["vault": identity.id])])
                return .indeterminate
            }
            let statement = try receipt.verify(by: pinned, verifier: PinnedSeals())
            show(.totalPassed, name, sentences(statement), statement: statement)
            return .success
        } catch let error as VaultError {
            show(.totalFailed, name, [Message(code: MessageCode(error.code.rawValue), facts: error.facts)])
            return .provenBad
        } catch let error as TrustFolder.Unusable {
            throw CommandFailure(error, folder: location.folder?.path ?? "")
        }
    }

    private func sentences(_ statement: ReceiptStatement) -> [Message] {
        var messages = [
            Message(
                code: "RECEIPT_PROVES",
                facts: ["index": String(statement.index), "origin": statement.origin, "time": statement.time.localText])
        ]
        if let witnessed = statement.witnessedTime {
            messages.append(Message(code: "RECEIPT_WITNESSED", facts: ["time": witnessed.localText]))
        } else {
            messages.append(Message(code: "RECEIPT_NOT_WITNESSED"))
        }
        return messages
    }

    private func show(
        _ indication: Indication, _ name: String, _ messages: [Message], statement: ReceiptStatement? = nil
    ) {
        guard console.isJSON else {
            let colour: Console.Colour =
                indication == .totalPassed ? .green : indication == .totalFailed ? .red : .yellow
            console.print(console.emphasised(console.text(MessageCode(indication.rawValue)), colour))
            console.print(VerdictLayout.field(console.text("LABEL.file"), SafeText.escaped(name)))
            if let statement {
                for file in statement.description.files {
                    console.print(
                        VerdictLayout.field(
                            console.text("LABEL.covers"), "\(SafeText.escaped(file.name.text))  \(file.digest)"))
                }
            }
            for message in messages {
                console.print(
                    VerdictLayout.field(
                        console.text(indication == .totalPassed ? "LABEL.note" : "LABEL.why"),
                        message.text(in: console.language)))
                if let next = message.nextStep {
                    console.print(VerdictLayout.field(console.text("LABEL.next"), next.text(in: console.language)))
                }
            }
            return
        }
        var object: JSON.Object = [
            "schema": "kho.verify/1", "file": .string(name), "format": "kho-receipt",
            "indication": .string(indication.rawValue), "signatures": [],
            "reasons": .array(messages.map(\.json)),
        ]
        if let statement {
            object["receipt"] = [
                "vault": .string(statement.vault), "origin": .string(statement.origin),
                "index": .integer(Int64(statement.index)), "time": .string(statement.time.description),
                "witnessed": .bool(statement.isWitnessed),
                "files": .array(statement.description.files.map(\.json)),
            ]
        }
        console.print(.object(object))
    }
}
