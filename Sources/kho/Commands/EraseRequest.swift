import ArgumentParser
import CanonicalJSON
import Foundation
import Messages
import PKI
import VaultCore

/// `kho erase request`: asks for an erasure, signed. Nothing goes yet.
struct EraseRequest: VaultCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Ask for an erasure, signed; nothing is erased yet.",
        discussion: """
            Examples:
              kho erase request 3fa9c1 --reason owner-request --key toi.p12
              kho erase request --owner CCCD:038093015572 --reason by-owner --key toi.p12

            The owner asks for what is his own; an officer or operator (vault-data/roles) for anybody's. All versions
            and events of a document are meant; with --owner all that the vault has of him, under all linked numbers.
            The reason is a word and stays in the log for good: by-owner, retention-ended, wrong-owner …
            """)

    @Argument(help: "The documents: id, code, or the first digits of a digest.") var references: [String] = []
    @Option(help: "All of this owner's: SCHEME:ID.") var owner: String?
    @Option(help: "Why, as a word in small letters, without anybody's name or number.") var reason: String
    @OptionGroup var signing: ErasureSigningOptions
    @OptionGroup var vault: VaultOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if references.isEmpty == (owner == nil) { throw ValidationError("Name documents, or an --owner.") }
    }

    func work(_ console: Console) async throws -> ExitStatus {
        let reason = try ErasureReason(reason)
        return try await opened(.validating(trust: signing.trust)) { vault in
            let target: ErasureTarget
            if let owner {
                target = .owner(try Owner(owner))
            } else {
                var documents: [DocumentID] = []
                for reference in references {
                    documents.append(
                        try await document(reference, in: vault, for: .requestErasure).description.document)
                }
                target = .documents(documents)
            }
            let statement = try await vault.draftErasure(target, reason: reason)
            let signed = try signing.identity(console).signed(statement.bytes)
            let committed = try await vault.requestErasure(
                statement, signed: signed, uploader: SystemAccount.name, entrance: "command-line")
            show(statement, committed.record, console)
            return .success
        }
    }

    private func show(_ statement: ErasureStatement, _ record: Record, _ console: Console) {
        let id = statement.request.text
        if console.isJSON {
            console.print([
                "schema": "kho.erase/1", "request": .string(id), "status": "waiting",
                "index": .integer(Int64(record.index)), "records": .integer(Int64(statement.records.count)),
                "time": .string(record.leaf.time.description),
            ])
        } else {
            console.print(
                Message(
                    code: "ERASURE_REQUESTED",
                    facts: ["request": id, "records": String(statement.records.count), "index": String(record.index)]))
            console.print(Message(code: "ERASURE_REQUESTED.NEXT", facts: ["request": id]))
        }
    }
}
