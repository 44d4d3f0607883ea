import GRDB
import VaultCore

/// What is left to take away of an erasure that is committed: a row of `local`, there until nothing is left.
struct ErasureWork: Hashable {
    enum Step: Hashable {
        /// Objects that nothing refers to, and record files.
        case files([ObjectReference])
        /// What the catalogue's file still holds of deleted rows.
        case catalogue
        /// What its write-ahead log still holds.
        case log
    }

    /// The index of the erasure's record.
    let tombstone: UInt64
    let step: Step

    private static let catalogueWord = "catalogue"
    private static let logWord = "log"
    private static let filesWord = "files"

    var name: String { LocalState.erasurePrefix + String(tombstone) }

    private var value: String {
        switch step {
        case .files(let objects):
            ([Self.filesWord] + objects.map(VaultLayout.objectName).sorted()).joined(separator: "\n")
        case .catalogue: Self.catalogueWord
        case .log: Self.logWord
        }
    }

    init(tombstone: UInt64, step: Step) {
        self.tombstone = tombstone
        self.step = step
    }

    /// - Returns: nil for a row that is about something else, or in another spelling.
    init?(name: String, value: String) {
        guard name.hasPrefix(LocalState.erasurePrefix),
            let tombstone = UInt64(name.dropFirst(LocalState.erasurePrefix.count))
        else { return nil }
        let lines = value.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        switch lines.first {
        case Self.catalogueWord: self.init(tombstone: tombstone, step: .catalogue)
        case Self.logWord: self.init(tombstone: tombstone, step: .log)
        default:
            self.init(tombstone: tombstone, step: .files(lines.dropFirst().compactMap(VaultLayout.objectReference)))
        }
        guard self.name == name, self.value.utf8.elementsEqual(value.utf8) else { return nil }
    }

    func keep(_ database: Database) throws { try LocalState.set(name, value, database) }

    func remove(_ database: Database) throws { try LocalState.remove(name, database) }

    /// All of it, in the order of the log.
    static func all(_ database: Database) throws -> [ErasureWork] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT name, value FROM local WHERE name >= ? AND name < ?",
            arguments: [LocalState.erasurePrefix, LocalState.erasurePrefix + "~"])
        return rows.compactMap { ErasureWork(name: $0["name"], value: $0["value"]) }
            .sorted { $0.tombstone < $1.tombstone }
    }
}
