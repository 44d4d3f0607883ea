import GRDB
import VaultCore

/// `catalogue.sqlite`, opened.
///
/// Write-ahead log with `synchronous=FULL`: a transaction that was committed survives a power cut.
final class CatalogueDatabase: Sendable {
    let connections: DatabasePool

    /// How long a connection waits for another process's transaction; the longest, a batch of records, takes well
    /// under a second.
    private static let patience: Double = 10
    /// Readers at once; a thread of the pool each.
    private static let readers = 4

    /// - Throws: `INTEGRITY_FAILURE` where the file is no catalogue of this version.
    init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.patience)
        configuration.maximumReaderCount = Self.readers
        do {
            connections = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL on the writer once it has prepared the connection, so this must come after opening.
            try connections.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch let error as DatabaseError {
            throw CatalogueError.error(error)
        }
    }

    func write<Value>(_ work: (Database) throws -> Value) throws -> Value {
        do {
            return try connections.write(work)
        } catch let error as DatabaseError {
            throw CatalogueError.error(error)
        }
    }

    func read<Value>(_ work: (Database) throws -> Value) throws -> Value {
        do {
            return try connections.read(work)
        } catch let error as DatabaseError {
            throw CatalogueError.error(error)
        }
    }
}
