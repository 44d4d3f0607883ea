import PKI
import VaultCore

/// `vault.json` and its seal, as the catalogue has them pinned: from their files, or from the row of a change of keys whose
/// files are not all in place.
struct StoredIdentity {
    let bytes: [UInt8]
    let seal: [UInt8]
    let digest: Digest

    /// Files and catalogue are read one after the other, and another process may change both meanwhile.
    private static let attempts = 5

    /// - Throws: `VAULT_NOT_FOUND`; `INTEGRITY_FAILURE` where they are not what was pinned.
    init(_ layout: VaultLayout, _ database: CatalogueDatabase) throws {
        for _ in 0..<Self.attempts {
            guard let bytes = try SmallFile.read(layout.identity) else { throw VaultError(.vaultNotFound) }
            let seal = try SmallFile.read(layout.identitySeal) ?? []
            let (pins, pending) = try database.read { connection in
                (
                    try [LocalState.identity, LocalState.identitySeal].map { try LocalState.value($0, connection) },
                    try PendingRotation.read(connection)
                )
            }
            for (bytes, seal) in [(bytes, seal)] + (pending.map { [($0.identity, $0.seal)] } ?? []) {
                let digest = Digest.sha256(of: bytes)
                guard pins == [digest.description, Digest.sha256(of: seal).description] else { continue }
                self.bytes = bytes
                self.seal = seal
                self.digest = digest
                return
            }
        }
        throw VaultError(.integrity, ["part": "vault.json"])
    }

    /// Whether the catalogue has another `vault.json` pinned than this one by now.
    static func isSuperseded(_ digest: Digest, _ database: CatalogueDatabase) throws -> Bool {
        try database.read { try LocalState.value(LocalState.identity, $0) } != digest.description
    }
}
