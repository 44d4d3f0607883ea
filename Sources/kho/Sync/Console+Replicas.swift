import CanonicalJSON
import Messages
import PKI
import VaultCore
import VaultSync

extension Console {
    /// What a pull has come to.
    func show(_ report: ReplicaReport, schema: String) {
        if isJSON {
            var object: JSON.Object = [
                "schema": .string(schema), "vault": .string(report.vault), "origin": .string(report.origin),
                "chain": .string(report.chain.folderName), "sequence": .integer(Int64(clamping: report.sequence)),
                "to": .integer(Int64(clamping: report.to)), "size": .integer(Int64(clamping: report.size)),
                "manifests": .integer(Int64(report.manifests)), "entries": .integer(Int64(report.entries)),
                "erased": .integer(Int64(report.erased)), "files": .integer(Int64(report.files)),
                "unproven": .integer(Int64(report.unproven)), "withheld": .integer(Int64(report.withheldFiles)),
            ]
            object["freshUntil"] = report.freshUntil.map { .string($0.description) }
            print(.object(object))
            return
        }
        print(
            Message(
                code: report.manifests == 0 ? "REPLICA_CURRENT" : "REPLICA_PULLED",
                facts: [
                    "origin": report.origin, "sequence": String(report.sequence), "to": String(report.to),
                    "manifests": String(report.manifests), "count": String(report.entries),
                    "time": report.freshUntil?.localText ?? "-",
                ]))
        if report.erased > 0 { print(Message(code: "REPLICA_ERASED", facts: ["count": String(report.erased)])) }
        if report.files > 0 { print(Message(code: "REPLICA_FILES", facts: ["count": String(report.files)])) }
        if report.withheldFiles > 0 {
            warn(Message(code: "REPLICA_CONTENT_WITHHELD", facts: ["count": String(report.withheldFiles)]))
        }
        if report.unproven > 0 {
            warn(Message(code: "REPLICA_UNPROVEN", facts: ["count": String(report.unproven)]))
        }
    }
}
