import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import VaultCore
import VaultStorage
import VaultSync

/// `kho sync status`: what a replica has, without asking anybody.
struct SyncStatus: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what a replica has, without asking anybody.",
        discussion: """
            Example:
              kho sync status ban-sao
            """)

    @Argument(help: "The replica's folder.") var folder: String
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let replica = try await ReplicaRun.explained(folder) {
            guard FileManager.default.fileExists(atPath: folder) else { throw ReplicaError(.notFound) }
            return try await Replica(ReplicaFolder.open(folder, writes: false))
        }
        let state = replica.state?.manifests
        let isFresh = replica.isFresh(at: .now())
        if console.isJSON {
            var object: JSON.Object = [
                "schema": "kho.sync-status/1", "vault": .string(replica.description.vault),
                "origin": .string(replica.description.origin), "url": .string(replica.description.url),
                "chain": .string(replica.description.chain.folderName), "fresh": .bool(isFresh),
                "sequence": .integer(Int64(clamping: state?.last?.sequence ?? 0)),
                "to": .integer(Int64(clamping: state?.to ?? 0)),
                "size": .integer(Int64(clamping: replica.size)), "evidence": .integer(Int64(replica.evidenceCount)),
                "unproven": .integer(Int64(replica.state?.unproven.count ?? 0)),
                "withheld": .integer(Int64(replica.state?.withheldFiles ?? 0)),
            ]
            object["freshUntil"] = replica.head.map { .string($0.freshUntil.description) }
            console.print(.object(object))
            return .success
        }
        console.print(
            Message(
                code: isFresh ? "REPLICA_STATUS" : replica.isBehind ? "REPLICA_STATUS_BEHIND" : "REPLICA_STATUS_STALE",
                facts: [
                    "last": String(replica.head?.last?.sequence ?? 0),
                    "origin": replica.description.origin, "sequence": String(state?.last?.sequence ?? 0),
                    "to": String(state?.to ?? 0), "time": replica.head?.freshUntil.localText ?? "-",
                ]))
        if let withheld = replica.state?.withheldFiles, withheld > 0 {
            console.print(Message(code: "REPLICA_CONTENT_WITHHELD", facts: ["count": String(withheld)]))
        }
        if replica.evidenceCount > 0 {
            console.print(
                Message(
                    code: "REPLICA_EVIDENCE", facts: ["count": String(replica.evidenceCount), "folder": folder]))
        }
        return .success
    }
}
