import ArgumentParser
import CanonicalJSON
import Messages
import PKI
import TransparencyLog
import VaultCore
import VaultStorage

/// `kho trust update-vault`: takes in a newer `vault.json` of a vault that is pinned.
struct TrustUpdateVault: KhoCommand {
    static let configuration = CommandConfiguration(
        commandName: "update-vault", abstract: "Take in the new keys of a vault that is pinned.",
        discussion: """
            Examples:
              kho trust update-vault vault.json
              kho trust update-vault vault.json --statement lo-khoa.json

            It must be sealed by the seal that was in use, and by the new one where that has changed.
            `log.policy` gains a line for each new log key; nothing else of it changes.
            """)

    @Argument(help: "The vault's vault.json; vault.json.p7s must lie beside it.") var file: String
    @Option(help: "The vault's statement of compromised keys, its seal beside it.") var statement: String?
    @OptionGroup var folder: TrustFolderOptions
    @OptionGroup var output: OutputOptions

    func perform() async throws -> ExitStatus {
        let console = Console(options: output)
        let bytes = try InputFile.bytes(file, limit: TrustAddVault.maximumSize)
        let seal = try InputFile.bytes(file + ".p7s", limit: TrustAddVault.maximumSize)
        let stated = try statement.map { path in
            SealedDocument(
                bytes: try InputFile.bytes(path, limit: TrustAddVault.maximumSize),
                seal: try InputFile.bytes(path + ".p7s", limit: TrustAddVault.maximumSize))
        }
        let target = TrustFolder(path: folder.path)
        do {
            let id = try VaultIdentity(bytes: bytes).id
            guard let pinned = try target.pinnedVaults().first(where: { $0.id.utf8.elementsEqual(id.utf8) }) else {
                throw CommandFailure("VAULT_NOT_PINNED", ["vault": id], status: .refused)
            }
            switch try IdentityUpdate(of: pinned).judge(bytes, seal: seal, statement: stated) {
            case .unchanged: report(nil, id, console)
            case .newer(let identity):
                try target.update(pinned, to: identity, seal: seal)
                report(identity, id, console)
            }
            return .success
        } catch let error as VaultError where error.code == .identityMalformed {
            throw CommandFailure("VAULT_IDENTITY_MALFORMED", status: .notReadable)
        } catch let error as VaultError {
            throw CommandFailure(error, vault: folder.path)
        } catch let error as TrustFolder.Unusable {
            throw CommandFailure(error, folder: folder.path)
        }
    }

    private func report(_ identity: VaultIdentity?, _ id: String, _ console: Console) {
        if console.isJSON {
            var object: JSON.Object = [
                "schema": "kho.trust-update-vault/1", "vault": .string(id), "changed": .bool(identity != nil),
            ]
            if let identity {
                object["seals"] = JSON(identity.seals.map { Digest.sha256(of: $0.der).hexadecimal })
                object["logKeys"] = JSON(identity.logKeys.map(\.key.text))
            }
            console.print(.object(object))
        } else {
            console.print(
                Message(code: identity == nil ? "VAULT_UNCHANGED" : "VAULT_UPDATED", facts: ["vault": id]))
        }
    }
}
