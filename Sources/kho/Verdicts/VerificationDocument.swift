import CanonicalJSON
import Messages
import PKI
import Signatures

/// One line of `kho verify --json`: the kept report's document, with the file and the sentences added
/// (docs/design.md section 8, schema `kho.verify/1`).
struct VerificationDocument {
    let report: ValidationReport
    let item: VerificationItem
    /// Left out under `--at`, so that equal inputs give equal bytes.
    let checkedAt: Instant?

    var json: JSON {
        let document = report.document(
            file: item.name, sha256: (try? item.source.digest(.sha256))?.hexadecimal,
            contents: item.contents.map(\.name), addingTo: Self.sentences)
        guard case .object(var object) = document else { return .null }
        object["checkedAt"] = checkedAt.map { .string($0.description) }
        return .object(object)
    }

    /// The sentences of a reason in both languages, times in local time.
    static func sentences(_ reason: Reason) -> JSON.Object {
        let message = Message(code: MessageCode(reason.code), facts: reason.facts.mapValues(VerdictLayout.readable))
        return ["vi": .string(message.text(in: .vi)), "en": .string(message.text(in: .en))]
    }
}
