import PKI
import TestSupport
import Testing
import VaultCore

@testable import VaultStorage

/// Documents of all the kinds that scopes tell apart.
extension MintedVault {
    /// Deposits one document.
    /// - Returns: its record.
    @discardableResult
    func deposit(
        one number: Int, owner: String = MintedVault.owner, category: VaultCore.Category = .ownFile,
        type: String? = nil, replacing: DocumentID? = nil
    ) async throws -> VaultCore.Record {
        let folder = try await open(PresetValidator(identifiers: [owner]))
        var request = try MintedVault.request(number, owner: owner, category: category)
        request.details.paperType = type
        request.replaces = try replacing.map { try DocumentReference($0.text) }
        let outcome = try await folder.vault.deposit(request)
        try await folder.close()
        guard case .kept(let committed, _) = outcome else { throw VaultError(.notFound) }
        return committed.record
    }

    func withdraw(_ record: VaultCore.Record) async throws {
        let folder = try await VaultFolder.open(path, for: .recording)
        let document = try #require(KeptDocument(record))
        _ = try await folder.vault.enter(.withdrawn, of: document, reason: "", uploader: "test", entrance: "test")
        try await folder.close()
    }
}
