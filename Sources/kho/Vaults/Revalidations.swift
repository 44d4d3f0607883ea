import CanonicalJSON
import Foundation
import Messages
import PKI
import Signatures
import VaultCore

/// Validates documents again side by side, so that many share one commit, and reports each as it is done.
struct Revalidations: Sendable {
    let vault: any Vault
    let console: Console

    /// Under way at once, as with deposits.
    private static let maximumUnderWay = 512

    /// Every document that is pending, a page of the list at a time.
    func runAll() async throws -> ExitStatus {
        var query = DocumentQuery()
        query.isAwaiting = true
        var statuses: [ExitStatus] = []
        while true {
            let page = try await vault.list(query)
            if let status = await run(page.map(\.description.document)) { statuses.append(status) }
            guard page.count == query.limit, let last = page.last else { break }
            query.after = last.index
        }
        if statuses.isEmpty, !console.isJSON { console.warn(Message(code: "NOTHING_PENDING")) }
        return ExitStatus.worst(of: statuses) ?? .success
    }

    /// - Returns: the worst of all; nil where there was none.
    func run(_ documents: [DocumentID]) async -> ExitStatus? {
        var statuses: [ExitStatus] = []
        await withTaskGroup(of: (DocumentID, Result<RevalidationOutcome, CommandFailure>).self) { group in
            var waiting = documents.makeIterator()
            for document in documents.prefix(Self.maximumUnderWay) {
                _ = waiting.next()
                group.addTask { (document, await revalidate(document)) }
            }
            for await (document, result) in group {
                if let next = waiting.next() { group.addTask { (next, await revalidate(next)) } }
                switch result {
                case .success(let outcome): statuses.append(show(outcome, document))
                case .failure(let failure): statuses.append(show(failure, document))
                }
            }
        }
        return ExitStatus.worst(of: statuses)
    }

    private func revalidate(_ document: DocumentID) async -> Result<RevalidationOutcome, CommandFailure> {
        do {
            return .success(
                try await vault.revalidate(document, uploader: SystemAccount.name, entrance: "command-line"))
        } catch let error as VaultError {
            return .failure(CommandFailure(error, vault: document.text))
        } catch let error as SignedFileError {
            return .failure(CommandFailure(error, file: document.text))
        } catch let error as ByteSourceError {
            return .failure(CommandFailure(error, file: document.text))
        } catch {
            return .failure(CommandFailure(unexpected: error))
        }
    }

    // MARK: Showing

    private func show(_ outcome: RevalidationOutcome, _ document: DocumentID) -> ExitStatus {
        switch outcome {
        case .accepted(let committed, let report):
            show(document, "accepted", "DEPOSIT_KEPT", .green, report, record: committed.record)
            return .success
        case .refused(let committed, let refusal, let report):
            show(document, "refused", "DEPOSIT_REFUSED", .red, report, refusal, record: committed.record)
            return .refused
        case .pending(let awaiting, let refusal, let report):
            show(document, "pending", "DEPOSIT_PENDING", .yellow, report, refusal, awaiting: awaiting)
            return .pending
        case .notPending:
            if console.isJSON {
                console.print([
                    "schema": "kho.revalidate/1", "document": .string(document.text), "status": "not-pending",
                ])
            } else {
                console.print(Message(code: "NOT_PENDING", facts: ["document": document.text]))
            }
            return .success
        }
    }

    private func show(
        _ document: DocumentID, _ status: String, _ heading: MessageCode, _ colour: Console.Colour,
        _ report: ValidationReport, _ refusal: Refusal? = nil, awaiting: [String] = [], record: Record? = nil
    ) {
        var messages: [Message] = []
        if let record {
            messages.append(
                Message(
                    code: "DEPOSIT_LOGGED",
                    facts: ["index": String(record.index), "time": record.leaf.time.localText]))
        }
        let error = refusal.map { Message(code: MessageCode($0.code.rawValue), facts: $0.facts) }
        if console.isJSON {
            var object: JSON.Object = [
                "schema": "kho.revalidate/1", "document": .string(document.text), "status": .string(status),
                "indication": .string(report.indication.rawValue), "reasons": .array(report.failures.map(\.json)),
            ]
            object["index"] = record.map { .integer(Int64($0.index)) }
            object["time"] = record.map { .string($0.leaf.time.description) }
            object["version"] = (record?.shared.document?.version).map { .integer(Int64($0)) }
            object["error"] = error?.json
            if !awaiting.isEmpty { object["awaiting"] = JSON(Array(Set(awaiting)).sorted()) }
            console.print(.object(object))
            return
        }
        messages += [error].compactMap { $0 } + report.failures
        if !awaiting.isEmpty { messages.append(Message(code: "DEPOSIT_PENDING_WHY")) }
        var text = console.emphasised(console.text(heading), colour) + "  " + document.text + "\n"
        for message in messages { text += "  \(message.text(in: console.language))\n" }
        if let next = messages.lazy.compactMap(\.nextStep).first { text += "  → \(next.text(in: console.language))\n" }
        console.output.write(text)
    }

    private func show(_ failure: CommandFailure, _ document: DocumentID) -> ExitStatus {
        if console.isJSON {
            console.print([
                "schema": "kho.revalidate/1", "document": .string(document.text), "error": failure.message.json,
            ])
        } else {
            console.warn(failure.message)
        }
        return failure.status
    }
}
