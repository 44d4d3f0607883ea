import PKI
import TransparencyLog
import VaultCore

/// Checks `vault.json`, its seal and the log key.
struct IdentityCheck {
    let layout: VaultLayout
    /// A change of keys whose files are not all in place: then the catalogue has what counts.
    let pending: PendingRotation?

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
        let present = try SmallFile.read(layout.identity)
        guard let bytes = present.map({ pending?.identity ?? $0 }), let identity = try? VaultIdentity(bytes: bytes)
        else {
            result.findings.append(Finding(.identityChanged, ["file": "vault.json"]))
            return result
        }
        result.identity = identity
        if let verifier {
            let seal = try pending?.seal ?? SmallFile.read(layout.identitySeal) ?? []
            do {
                // By the one in use; earlier ones may be on it as well.
                try verifier.verify(seal, of: bytes, certificates: [identity.currentSeal?.der].compactMap { $0 })
            } catch {
                result.findings.append(Finding(.identitySeal, ["file": "vault.json.p7s"]))
            }
        }
        result.findings += try key(of: identity)
        return result
    }

    private func key(of identity: VaultIdentity) throws -> [Finding] {
        let waiting = pending?.key == .log ? [RotationFiles.next(.log, layout)] : []
        let files = try ([layout.logKey] + waiting).compactMap { try SmallFile.read($0) }
        guard !files.isEmpty else { return [Finding(.keyMissing, ["file": "keys/log.key"])] }
        guard files.contains(where: { Self.isKey($0, of: identity) }) else {
            return [Finding(.keyForeign, ["file": "keys/log.key"])]
        }
        return []
    }

    private static func isKey(_ bytes: [UInt8], of identity: VaultIdentity) -> Bool {
        guard bytes.last == UInt8(ascii: "\n"),
            let key = NoteSigningKey(text: String(decoding: bytes.dropLast(), as: UTF8.self))
        else { return false }
        return identity.logKeys.contains { $0.key == key.verifierKey && $0.until == nil }
    }
}
