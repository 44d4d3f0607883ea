import Messages
import PKI
import Signatures
import VaultCore

extension VaultCommand {
    /// The one consent that a person means by its id or the first digits of it.
    func consent(_ text: String, in vault: any Vault) async throws -> ConsentStanding {
        guard ConsentID.isPrefix(text) else { throw VaultError(.consentNotFound) }
        let found = try await vault.consents(ConsentQuery(prefix: text))
        guard let first = found.first else { throw VaultError(.consentNotFound) }
        guard found.count == 1 else { throw VaultError(.consentAmbiguous, ["count": String(found.count)]) }
        return first
    }

    /// - Throws: `DETAIL_MALFORMED` with the option.
    func day(_ text: String, _ option: String) throws -> DocumentDay {
        guard let day = DocumentDay(text) else { throw VaultError(.detailMalformed, ["field": option]) }
        return day
    }

    /// Opens the vault for an entry that rests on a signature in a file, and closes it.
    func validating(
        trust: String?, file: String, _ work: (any Vault) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        do {
            return try await opened(.validating(trust: trust), work)
        } catch let error as SignedFileError {
            throw CommandFailure(error, file: file)
        }
    }

    /// Says what was entered, and what is still to be done by when.
    func showDue(
        _ code: MessageCode, _ id: ConsentID, _ committed: CommittedRecord, in vault: any Vault,
        _ console: Console
    ) async throws {
        let calendar = try await vault.calendar()
        console.showEntry(code, id, committed)
        guard !console.isJSON, let consent = try await vault.consents(ConsentQuery(prefix: id.text)).first else {
            return
        }
        for due in consent.due(at: .now(), calendar) { console.print("  " + console.text(due)) }
    }
}
