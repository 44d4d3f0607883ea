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

    /// Keeps what is newer of this and of what is there.
    static func keep(_ seen: SeenVault, _ database: Database) throws {
        let newer = try fetch(seen.vault, database).map { seen.merged(with: $0) } ?? seen
        try LocalState.set(name(newer.vault), String(decoding: newer.bytes, as: UTF8.self), database)
    }
}
