import GRDB

/// The rows of `local`: what no record tells.
enum LocalState {
    /// Records below this index are durably in `records/`.
    static let recordsWritten = "records-written"
    /// SHA-256 of `vault.json` and of its signature.
    static let identity = "vault.json"
    static let identitySeal = "vault.json.p7s"

    /// The journal's newest place, time and chain (`AccessHead`).
    static let accessHead = "access-head"
    /// What an erasure has yet to take away, by the index of its record (`ErasureWork`).
    static let erasurePrefix = "erasing-"
    /// How far a webhook was told, by its name (`WebhookProgress`).
    static let webhookPrefix = "webhook-"
    /// The newest checkpoint that a quorum of witnesses cosigned, and each one's newest (`WitnessRows`).
    static let cosigned = "cosigned"
    static let witnessPrefix = "witness-"

    /// What a scope of manifests means, by its name and version (`KnownScope`).
    static let scopePrefix = "scope-"

    /// What was seen of another vault's log, by its id (`SeenVaultRow`).
    static let seenPrefix = "seen-"

    static func remove(_ name: String, _ database: Database) throws {
        try database.execute(sql: "DELETE FROM local WHERE name = ?", arguments: [name])
    }

    static func value(_ name: String, _ database: Database) throws -> String? {
        try String.fetchOne(database, sql: "SELECT value FROM local WHERE name = ?", arguments: [name])
    }

    static func set(_ name: String, _ value: String, _ database: Database) throws {
        try database.execute(
            sql:
                "INSERT INTO local (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            arguments: [name, value])
    }
}
