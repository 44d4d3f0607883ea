import CanonicalJSON
import Foundation
import Messages
import PKI
import Signatures
import VaultClient
import VaultCore

/// Runs the deposits of one command side by side, so that many share one commit, and reports each as it is acknowledged.
struct Deposits: Sendable {
    let vault: any Vault
    let template: DepositTemplate
    let console: Console

    /// Deposits under way at once: enough to fill a commit, few enough that memory stays flat.
    private static let maximumUnderWay = 512
    /// With a server, which lets a caller have so many uploads of two files and more.
    private static let maximumSent = 4

    private var underWay: Int { vault is RemoteVault ? Self.maximumSent : Self.maximumUnderWay }

    func run(_ items: [DepositItem]) async throws -> ExitStatus {
        let progress = Progress(
            on: console.errors, language: console.language,
            totalBytes: items.reduce(0) { $0 + (vault is RemoteVault ? $1.sentSize : $1.size) },
            totalFiles: items.count)
        // What goes out is counted as it goes; what stays here, when it is kept.
        SentBytes.shared.listen { progress.advance(bytes: Int64($0)) }
        defer { SentBytes.shared.listen(nil) }
        var statuses: [ExitStatus] = []
        await withTaskGroup(of: (DepositItem, Result).self) { group in
            var waiting = items.makeIterator()
            for item in items.prefix(underWay) {
                _ = waiting.next()
                group.addTask { (item, await deposit(item)) }
            }
            for await (item, result) in group {
                if let next = waiting.next() { group.addTask { (next, await deposit(next)) } }
                if !(vault is RemoteVault) { progress.advance(bytes: item.size) }
                progress.finishFile()
                if console.errors.isInteractive { console.errors.write("\r\u{1B}[K") }
                statuses.append(show(result, item))
            }
        }
        progress.finish()
        return ExitStatus.worst(of: statuses) ?? .noSignature
    }

    private enum Result: Sendable {
        case outcome(DepositOutcome)
        case failure(CommandFailure)
    }

    private func deposit(_ item: DepositItem) async -> Result {
        do {
            return .outcome(try await deposit(try item.request(template)))
        } catch let error as VaultError {
            return .failure(CommandFailure(error, vault: item.path))
        } catch let error as SignedFileError {
            return .failure(CommandFailure(error, file: item.path))
        } catch let error as ByteSourceError {
            return .failure(CommandFailure(error, file: item.path))
        } catch {
            return .failure(CommandFailure(unexpected: error))
        }
    }

    /// A server knows a key by who sends it; here it is the account that does.
    private func deposit(_ request: DepositRequest) async throws -> DepositOutcome {
        guard let key = request.idempotencyKey, !(vault is RemoteVault) else { return try await vault.deposit(request) }
        return try await IdempotentRequest(
            caller: "account:\(SystemAccount.name)", key: key, content: DepositForm.content(of: request)
        ).perform { try await vault.deposit(request) }
    }

    // MARK: Showing

    private func show(_ result: Result, _ item: DepositItem) -> ExitStatus {
        switch result {
        case .failure(let failure):
            if console.isJSON {
                var object = item.json
                object["error"] = failure.message.json
                console.print(.object(object))
            } else {
                console.print(console.emphasised(console.text("DEPOSIT_FAILED"), .red))
                lines(item.path, [failure.message], next: failure.message.nextStep)
            }
            return failure.status
        case .outcome(.refused(let refusal, let report)):
            let message = Message(code: MessageCode(refusal.code.rawValue), facts: refusal.facts)
            if console.isJSON {
                var object = item.json
                object["status"] = "refused"
                object["error"] = message.json
                object["indication"] = report.map { .string($0.indication.rawValue) }
                object["reasons"] = report.map { .array(reasons($0).map(\.json)) }
                console.print(.object(object))
            } else {
                console.print(console.emphasised(console.text("DEPOSIT_REFUSED"), .red))
                let messages = [message] + (report.map(reasons) ?? [])
                lines(item.path, messages, next: messages.lazy.compactMap(\.nextStep).first)
            }
            return .refused
        case .outcome(.rehearsed):
            // Nothing here asks for a rehearsal.
            return .internalError
        case .outcome(.kept(let committed, _)):
            return showKept(committed.record, item)
        }
    }

    private func showKept(_ record: Record, _ item: DepositItem) -> ExitStatus {
        guard let description = record.shared.document else { return .internalError }
        let isPending = description.status == .pending
        if console.isJSON {
            var object = item.json
            object["status"] = .string(description.status.rawValue)
            object["document"] = .string(description.document.text)
            object["version"] = .integer(Int64(description.version))
            object["index"] = .integer(Int64(record.index))
            object["time"] = .string(record.leaf.time.description)
            object["files"] = .array(description.files.map(\.json))
            object["indication"] = description.verdict.map { .string($0.indication.rawValue) }
            object["sensitivity"] = description.sensitivity.map { .integer(Int64($0.rawValue)) }
            object["signerMatch"] = description.verdict?.signerMatch.map { .string($0.rawValue) }
            console.print(.object(object))
        } else {
            let heading = isPending ? "DEPOSIT_PENDING" : "DEPOSIT_KEPT"
            console.print(
                console.emphasised(console.text(MessageCode(heading)), isPending ? .yellow : .green) + "  "
                    + description.document.text)
            var messages = [
                Message(
                    code: "DEPOSIT_LOGGED",
                    facts: ["index": String(record.index), "time": record.leaf.time.localText])
            ]
            if let match = description.verdict?.signerMatch {
                messages.append(Message(code: "SIGNER_MATCH_IS", facts: ["signerMatch": match.rawValue]))
            }
            if description.verdict?.indication == .noSignatureFound {
                messages.append(Message(code: "DEPOSIT_UNSIGNED"))
            }
            if description.files.isEmpty { messages.append(Message(code: "DEPOSIT_WITHOUT_FILE")) }
            if isPending { messages.append(Message(code: "DEPOSIT_PENDING_WHY")) }
            lines(item.path, messages, next: nil)
        }
        return isPending ? .pending : .success
    }

    private func lines(_ file: String, _ messages: [Message], next: Message?) {
        var text = "  \(SafeText.escaped(file))\n"
        for message in messages { text += "  \(message.text(in: console.language))\n" }
        if let next { text += "  → \(next.text(in: console.language))\n" }
        console.output.write(text)
    }

    private func reasons(_ report: ValidationReport) -> [Message] { report.failures }
}

extension ValidationReport {
    /// Why its signatures are not valid, in words.
    var failures: [Message] {
        signatures.flatMap(\.reasons).filter { $0.weight == .failure }.map {
            Message(code: MessageCode($0.code), facts: $0.facts.mapValues(VerdictLayout.readable))
        }
    }
}

extension DepositItem {
    /// What every line of `kho.put/1` begins with.
    fileprivate var json: JSON.Object { ["schema": "kho.put/1", hasFile ? "file" : "name": .string(path)] }
}
