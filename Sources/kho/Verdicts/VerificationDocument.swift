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
        guard case .object(var object) = Self.withSentences(report.document()) else { return .null }
        object["schema"] = "kho.verify/1"
        object["file"] = .string(item.name)
        object["sha256"] = (try? item.source.digest(.sha256)).map { .string($0.hexadecimal) }
        object["unsignedFiles"] = .array(report.uncoveredContents.map { .string(item.contents[$0].name) })
        object["checkedAt"] = checkedAt.map { .string($0.description) }
        return .object(object)
    }

    /// Adds `vi` and `en` to every reason, wherever in the report it stands.
    static func withSentences(_ json: JSON) -> JSON {
        switch json {
        case .array(let values): return .array(values.map(withSentences))
        case .object(var object):
            for member in object.members { object[member.key] = withSentences(member.value) }
            guard let code = object["code"]?.string, object["weight"] != nil else { return .object(object) }
            let facts = Dictionary(
                (object["facts"]?.object?.members ?? []).compactMap { member in
                    member.value.string.map { (member.key, VerdictLayout.readable($0)) }
                }, uniquingKeysWith: { first, _ in first })
            let message = Message(code: MessageCode(code), facts: facts)
            object["vi"] = .string(message.text(in: .vi))
            object["en"] = .string(message.text(in: .en))
            return .object(object)
        default: return json
        }
    }
}
