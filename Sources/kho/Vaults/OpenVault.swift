import Messages
import VaultClient
import VaultCore
import VaultStorage

/// A vault that a command has opened.
struct OpenVault: Sendable {
    let vault: any Vault
    private let folder: VaultFolder?
    private let connection: ServerConnection?

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
        connection = nil
    }

    /// The vault behind a server, which validates by its own trust.
    /// - Throws: `TRUST_OF_SERVER` where a folder of trust was named; what `RemoteVault.open` throws.
    init(
        _ errand: VaultErrand, at server: String, _ options: RemoteOptions, as claim: AccessClaim, language: Language
    ) async throws {
        if case .validating(let trust?) = errand {
            throw CommandFailure("TRUST_OF_SERVER", ["folder": trust], status: .usage)
        }
        let access = try RemoteAccess(server, options, language: language)
        do {
            vault = try await access.vault(as: claim) { SentBytes.shared.report($0) }
        } catch {
            await access.connection.close()
            throw error
        }
        connection = access.connection
        folder = nil
    }

    func close() async throws {
        try await folder?.close()
        await connection?.close()
    }
}
