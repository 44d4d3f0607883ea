import GRDB
import VaultCore

/// What was seen of another vault's log: a row of `local`, which no record tells. Without it a source could show an older
/// state of its log than before, or another history, and nobody would notice.
enum SeenVaultRow {
    private static func name(_ vault: String) -> String { LocalState.seenPrefix + vault }

    /// Whether a row is one that `keep` would write.
    static func isOne(name: String, value: String) -> Bool {
        (try? SeenVault(bytes: Array(value.utf8))).map { Self.name($0.vault).utf8.elementsEqual(name.utf8) } ?? false
    }

    /// - Throws: `INTEGRITY_FAILURE` for a row that is none.
    static func fetch(_ vault: String, _ database: Database) throws -> SeenVault? {
        guard let value = try LocalState.value(name(vault), database) else { return nil }
        guard let seen = try? SeenVault(bytes: Array(value.utf8)), seen.vault == vault else {
            throw VaultError(.integrity, ["part": "catalogue", "reason": "seen"])
        }
        return seen
    }

    /// Keeps this in the place of what it continues.
    /// - Returns: nil where it is kept; what is there, where that is something else. Nothing there is continued by all.
    static func keep(_ seen: SeenVault, after known: SeenVault?, _ database: Database) throws -> SeenVault? {
        let held = try fetch(seen.vault, database)
        if let held, held != known { return held }
        if held != seen {
            try LocalState.set(name(seen.vault), String(decoding: seen.bytes, as: UTF8.self), database)
        }
        return nil
    }
}
