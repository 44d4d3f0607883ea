import CanonicalJSON
import Foundation
import Messages
import PKI
import VaultCore

extension VaultCommand {
    /// The request or erasure that is meant: by its id, or the first digits of it.
    /// - Throws: `ERASURE_NOT_FOUND`; `REFERENCE_AMBIGUOUS` with the count.
    func erasure(_ text: String, in vault: any Vault) async throws -> Record {
        let (waiting, done) = try await vault.erasures()
        let found = (waiting + done).filter {
            text.utf8.count >= DocumentReference.minimumDigestPrefix && $0.erasureName?.hasPrefix(text) ?? false
        }
        guard let record = found.first else { throw VaultError(.erasureNotFound) }
        guard found.count == 1 else { throw VaultError(.ambiguous, ["count": String(found.count)]) }
        return record
    }

    /// Says what an erasure took away, and whether something is left to do.
    func show(_ outcome: ErasureOutcome, _ console: Console) -> ExitStatus {
        let erasure = outcome.erasure
        let index = outcome.committed.record.index
        if console.isJSON {
            console.print([
                "schema": "kho.erase/1", "erasure": .string(erasure.id.text), "status": "erased",
                "index": .integer(Int64(index)), "documents": JSON(erasure.documents.map(\.text)),
                "records": .integer(Int64(erasure.records.count)), "finished": .bool(outcome.isFinished),
            ])
        } else {
            console.print(
                Message(
                    code: "ERASED",
                    facts: [
                        "erasure": erasure.id.text, "index": String(index),
                        "documents": String(erasure.documents.count), "records": String(erasure.records.count),
                    ]))
            if !outcome.isFinished { console.warn(Message(code: "ERASURE_UNFINISHED")) }
        }
        return outcome.isFinished ? .success : .temporary
    }
}

extension Record {
    /// The name of the request or erasure that it enters.
    var erasureName: String? {
        switch shared.content {
        case .erasureRequest(let request): request.statement.request.text
        case .erasure(let erasure): erasure.id.text
        default: nil
        }
    }
}
