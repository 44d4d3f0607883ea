import GRDB
import Glibc
import PKI
import VaultCore

/// `catalogue.sqlite`, opened.
///
/// Write-ahead log with `synchronous=FULL`: a transaction that was committed survives a power cut.
final class CatalogueDatabase: Sendable {
    let connections: DatabasePool

    /// How long a connection waits for another process's transaction, or for the closing of the last one (seconds). The
    /// longest, a batch of records, takes well under a second; a slow disk under load a hundred times that.
    static let patience: Double = 30
    /// Memory for the writer's pages. A batch of a thousand deposits among a million documents changes some 14 MiB of them;
    /// with SQLite's usual 2 MiB they would be written more than once.
    private static let writerCacheKiB = 32 << 10
    /// Pages of 4 KiB that the write-ahead log holds before they are folded in: several such batches, since each changes
    /// many of the same pages. Whoever opens the catalogue next reads through them, which takes some 10 ms.
    private static let checkpointPages = 8192
    /// Readers at once; a thread of the pool each.
    private static let readers = 4
    /// What a connection keeps of the file (KiB): the upper pages of every index of a large catalogue.
    static let cacheSize = 8192

    /// Opens it for writing; what a crash left in the write-ahead log is folded in.
    /// - Throws: `INTEGRITY_FAILURE` where the file is no catalogue of this version.
    init(path: String) throws { connections = try Self.writing(path) }

    /// Opens it for reading, also where nothing can be written.
    /// - Throws: as `init(path:)`; `NOT_PERMITTED` where a crash left a write-ahead log that cannot be read in place.
    init(reading path: String) throws {
        // SQLite reads its write-ahead log by way of a file beside it, so that reading alone wants a folder that can be
        // written to.
        let isWritable = access(FilePath.parent(of: path), W_OK) == 0 && access(path, W_OK) == 0
        connections = isWritable ? try Self.writing(path) : try Self.reading(path)
    }

    private static func writing(_ path: String) throws -> DatabasePool {
        do {
            let connections = try DatabasePool(path: path, configuration: configuration)
            // GRDB sets NORMAL on the writer once it has prepared the connection, so this must come after opening.
            try connections.writeWithoutTransaction { connection in
                try connection.execute(sql: "PRAGMA synchronous = FULL")
                try connection.execute(sql: "PRAGMA cache_size = -\(writerCacheKiB)")
                try connection.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPages)")
            }
            return connections
        } catch let error as DatabaseError {
            throw CatalogueError.error(error)
        }
    }

    private static func reading(_ path: String) throws -> DatabasePool {
        var configuration = Self.configuration
        configuration.readonly = true
        var status = stat()
        let hasLog = stat("\(path)-wal", &status) == 0 && status.st_size > 0
        do {
            // Without a write-ahead log, and with nobody who could begin one, the file alone is the whole catalogue.
            let name = hasLog ? path : "file:\(escaped(path))?immutable=1"
            return try DatabasePool(path: name, configuration: configuration)
        } catch let error as DatabaseError {
            throw CatalogueError.error(error)
        }
    }

    /// For every connection to a catalogue: one without patience fails as soon as anybody else is at work.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.maximumReaderCount = readers
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = -\(cacheSize)") }
        return configuration
    }

    /// Closes it now, and not when the last thread that worked with it lets go: whoever goes on with the files would
    /// else find them locked, or being folded into each other.
    func close() { try? connections.close() }

    /// A path as SQLite's URI form wants it (RFC 3986: percent-encoded).
    private static func escaped(_ path: String) -> String {
        path.utf8.map { byte in
            let isPlain = Unicode.Scalar(byte).properties.isAlphabetic && byte < 0x80 || byte == UInt8(ascii: "/")
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + [byte].hexadecimal
        }.joined()
    }

    /// Brings a catalogue of an earlier version to the present one.
    /// - Throws: as `CatalogueUpgrade.run`; `CATALOGUE_OF_EARLIER_VERSION` where it cannot be written to, and then it
    ///   stays as it is.
    func upgrade() throws {
        guard try read(CatalogueUpgrade.isDue) else { return }
        do {
            // Asked again inside: another process may have been faster.
            try write { if try CatalogueUpgrade.isDue($0) { try CatalogueUpgrade.run($0) } }
        } catch let error as VaultError where error.code == .notPermitted {
            throw VaultError(.earlierCatalogue)
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
