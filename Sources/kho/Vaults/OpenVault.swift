import VaultCore
import VaultStorage

/// A vault that a command has opened.
struct OpenVault: Sendable {
    let vault: any Vault
    private let folder: VaultFolder

    /// The vault in a folder.
    /// - Throws: what `VaultFolder.open` throws.
    init(_ errand: VaultErrand, at path: String, as claim: AccessClaim) async throws {
        let purpose: VaultFolder.Purpose
        switch errand {
        case .reading: purpose = .reading
        case .recording: purpose = .recording
        case .validating(let trust):
            let location = try TrustLocation(option: trust, vault: path)
            purpose = .depositing(VaultValidator(trust: location.contents.trust))
        }
        let folder = try await VaultFolder.open(
            path, for: purpose, as: claim, sealedBy: { try SealKey.load(vault: path, identity: $0) })
        vault = folder.vault
        self.folder = folder
    }

    func close() async throws { try await folder.close() }
}
