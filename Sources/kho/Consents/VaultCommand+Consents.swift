import Messages
import PKI
import Signatures
import VaultCore
import VaultStorage

extension VaultCommand {
    /// The one consent that a person means by its id or the first digits of it.
    func consent(_ text: String, in vault: AccessControlledVault) async throws -> ConsentStanding {
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

    /// Opens the vault for an entry that rests on a signature, and closes it, also where one was refused.
    func validating(
        trust: String?, file: String, _ work: (AccessControlledVault) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        let location = try TrustLocation(option: trust, vault: vault.path)
        let folder = try await VaultFolder.open(
            vault.path, for: .depositing(VaultValidator(trust: location.contents.trust)), as: claim())
        let status: ExitStatus
        do {
            status = try await work(folder.vault)
        } catch {
            try? await folder.close()
            if let error = error as? SignedFileError { throw CommandFailure(error, file: file) }
            throw error
        }
        try await folder.close()
        return status
    }

    /// Says what was entered, and what is still to be done by when.
    func showDue(
        _ code: MessageCode, _ id: ConsentID, _ committed: CommittedRecord, in vault: AccessControlledVault,
        _ console: Console
    ) async throws {
        let calendar = try VaultFolder.calendar(of: self.vault.path)
        console.showEntry(code, id, committed)
        guard !console.isJSON, let consent = try await vault.consents(ConsentQuery(prefix: id.text)).first else {
            return
        }
        for due in consent.due(at: .now(), calendar) { console.print("  " + console.text(due)) }
    }
}
