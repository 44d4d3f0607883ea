import GRDB
import PKI
import VaultCore

/// Checks of the catalogue as a database, and of its local state.
struct CatalogueCheck {
    let database: CatalogueDatabase

    /// Whether the catalogue is one of an earlier version, and not one of the present whose version was changed.
    func isOfEarlierVersion() throws -> Bool {
        try database.read { connection in
            try CatalogueUpgrade.isDue(connection)
                && CatalogueSchema.text(connection) != DatabaseQueue().write(CatalogueSchema.made)
        }
    }

    /// What SQLite itself finds wrong with the file, and a schema that is not the one that kho makes: a trigger, say.
    func damage() throws -> [Finding] {
        try database.read { connection in
            guard try Int.fetchOne(connection, sql: "PRAGMA user_version") == CatalogueSchema.version else {
                return [Finding(.catalogueDamaged)]
            }
            guard try CatalogueSchema.text(connection) == DatabaseQueue().write(CatalogueSchema.made) else {
                return [Finding(.catalogueDamaged)]
            }
            let lines = try String.fetchAll(connection, sql: "PRAGMA integrity_check(1)")
            return lines == ["ok"] ? [] : [Finding(.catalogueDamaged)]
        }
    }

    /// Whether `vault.json` and its signature are the ones that the catalogue was made with, nothing else is kept as
    /// local state, and owners' spaces are such.
    /// - Parameter pending: a change of keys whose files are not all in place.
    func localState(_ layout: VaultLayout, pending: PendingRotation?) throws -> [Finding] {
        var findings: [Finding] = []
        for (name, path, awaited) in [
            (LocalState.identity, layout.identity, pending?.identity),
            (LocalState.identitySeal, layout.identitySeal, pending?.seal),
        ] {
            let bytes = try awaited ?? SmallFile.read(path)
            let digest = bytes.map { Digest.sha256(of: $0).description }
            let pinned = try database.read { try LocalState.value(name, $0) }
            if digest == nil || digest != pinned { findings.append(Finding(.identityChanged, ["file": name])) }
        }
        let known = [
            LocalState.identity, LocalState.identitySeal, LocalState.recordsWritten, LocalState.accessHead,
        ]
        let rows = try database.read { try Row.fetchAll($0, sql: "SELECT name, value FROM local") }
        for row in rows
        where !known.contains(row["name"]) && ErasureWork(name: row["name"], value: row["value"]) == nil
            && KnownScope(name: row["name"], value: row["value"]) == nil
            && !SQLiteWebhookStore.isRow(name: row["name"], value: row["value"])
            && !WitnessRows.isName(row["name"]) && !PendingRotation.isOne(name: row["name"], value: row["value"])
            && !SeenVaultRow.isOne(name: row["name"], value: row["value"])
        {
            findings.append(Finding(.catalogueRowExtra, ["table": "local"]))
        }
        if try database.read({ try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM log") }) != 1 {
            findings.append(Finding(.logStateChanged, ["table": "log"]))
        }
        for _ in 0..<(try database.read(IdempotencyRow.countStray)) {
            findings.append(Finding(.catalogueRowExtra, ["table": "idempotency"]))
        }
        // An owner without a record may have a space (`CatalogueSchema`), but never the shared one.
        let spaces = try database.read { try Row.fetchAll($0, sql: "SELECT owner, space FROM space") }
        for row in spaces {
            let isOne = Owner.isRecordable(row["owner"]) && SpaceID(row["space"]).map { $0 != .shared } ?? false
            if !isOne { findings.append(Finding(.catalogueRowChanged, ["table": "space"])) }
        }
        return findings
    }
}
