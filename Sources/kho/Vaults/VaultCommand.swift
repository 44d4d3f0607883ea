import Messages
import PKI
import VaultCore

/// What the commands on a vault share: opening it, and turning its errors into failures.
protocol VaultCommand: KhoCommand {
    var vault: VaultOptions { get }
    /// As whom, and for what.
    func claim() throws -> AccessClaim
    func work(_ console: Console) async throws -> ExitStatus
}

extension VaultCommand {
    func perform() async throws -> ExitStatus {
        do {
            return try await work(Console(options: output))
        } catch let error as VaultError {
            throw CommandFailure(error, vault: vault.path)
        } catch let error as ByteSourceError {
            throw CommandFailure(error, file: vault.path)
        }
    }

    func claim() throws -> AccessClaim { try vault.access.claim() }

    func open(_ errand: VaultErrand) async throws -> OpenVault {
        switch try vault.place() {
        case .folder(let path): try await OpenVault(errand, at: path, as: claim())
        case .server(let server):
            try await OpenVault(
                errand, at: server, vault.remote, as: claim(), language: Console(options: output).language)
        }
    }

    func openForReading() async throws -> any Vault { try await open(.reading).vault }

    /// Opens the vault and closes it after the work, also where something was refused.
    func opened(_ errand: VaultErrand, _ work: (any Vault) async throws -> ExitStatus) async throws -> ExitStatus {
        let opened = try await open(errand)
        let status: ExitStatus
        do {
            status = try await work(opened.vault)
        } catch {
            // What was refused is the answer; what closing leaves undone, the next opening does.
            try? await opened.close()
            throw error
        }
        try await opened.close()
        return status
    }

    /// The document that a person means by REF, for something that is done with it.
    func document(
        _ text: String, in vault: any Vault, for action: AccessAction = .describe
    ) async throws -> KeptDocument {
        try await meant(text) { try await vault.show($0, for: action) }
    }

    /// Its id alone, for who may not see what the document says.
    func identified(_ text: String, in vault: any Vault, for action: AccessAction) async throws -> DocumentID {
        try await meant(text) { try await vault.identify($0, for: action) }
    }

    private func meant<Found>(_ text: String, _ find: (DocumentReference) async throws -> Found) async throws -> Found {
        do {
            return try await find(DocumentReference(text))
        } catch let error as VaultError where error.code == .notFound || error.code == .ambiguous {
            throw CommandFailure(
                error.code == .notFound ? "NO_SUCH_DOCUMENT" : "AMBIGUOUS_REFERENCE",
                error.facts.merging(["reference": text]) { own, _ in own },
                status: error.code == .notFound ? .noSuchDocument : .usage)
        }
    }
}
