import PKI
import TransparencyLog
import VaultCore

/// Checks `vault.json`, its seal and the log key.
struct IdentityCheck {
    let layout: VaultLayout

    struct Result {
        var findings: [Finding] = []
        /// nil where `vault.json` cannot be read.
        var identity: VaultIdentity?
    }

    /// - Throws: `VAULT_NOT_FOUND` where this is no vault's folder at all.
    func run(verifier: (any SealVerifier)?) throws -> Result {
        guard Folder.exists(layout.catalogue) || Folder.exists(layout.identity) else {
            throw VaultError(.vaultNotFound)
        }
        var result = Result()
        guard let bytes = try SmallFile.read(layout.identity), let identity = try? VaultIdentity(bytes: bytes) else {
            result.findings.append(Finding(.identityChanged, ["file": "vault.json"]))
            return result
        }
        result.identity = identity
        if let verifier {
            let seal = try SmallFile.read(layout.identitySeal) ?? []
            do {
                try verifier.verify(seal, of: bytes, certificates: identity.seals.map(\.der))
            } catch {
                result.findings.append(Finding(.identitySeal, ["file": "vault.json.p7s"]))
            }
        }
        result.findings += try key(of: identity)
        return result
    }

    private func key(of identity: VaultIdentity) throws -> [Finding] {
        guard let bytes = try SmallFile.read(layout.logKey) else {
            return [Finding(.keyMissing, ["file": "keys/log.key"])]
        }
        guard bytes.last == UInt8(ascii: "\n"),
            let key = NoteSigningKey(text: String(decoding: bytes.dropLast(), as: UTF8.self)),
            identity.logKeys.contains(where: { $0.key == key.verifierKey && $0.until == nil })
        else { return [Finding(.keyForeign, ["file": "keys/log.key"])] }
        return []
    }
}
