import Foundation
import Glibc
import PKI
import Synchronization
public import VaultCore

/// A file in a replica's staging; gone with its last reference, unless it was given its name.
final class ReplicaDraftFile: ReplicaDraft {
    private struct Files: ~Copyable {
        var written: NewFile?
        /// Opened when something is read; how long it is then does not matter.
        var read: FileSource?
    }

    let path: String
    private let pool: any BlockingPool
    private let room: Int
    private let files: Mutex<Files>
    /// Whether its path is none of its own any more.
    private let isPlaced = Atomic<Bool>(false)

    /// - Parameter room: what writing leaves free on the disk (bytes).
    init(path: String, pool: any BlockingPool, room: Int = 0) throws {
        self.path = path
        self.room = room
        self.pool = pool
        files = Mutex(Files(written: try NewFile(path: path), read: nil))
    }

    deinit { if !isPlaced.load(ordering: .relaxed) { unlink(path) } }

    func append(_ bytes: [UInt8]) async throws {
        try await pool.run { [self] in
            if room > 0 { try DiskRoom.check(at: path, least: room) }
            try files.withLock { files in
                try bytes.withUnsafeBytes { buffer in _ = try files.written?.write(buffer) }
            }
        }
    }

    func read(_ range: Range<Int>) async throws -> [UInt8] {
        guard !range.isEmpty else { return [] }
        return try await pool.run { [self] in
            let source = try files.withLock { files in
                let source = try files.read ?? FileSource(path: path)
                files.read = source
                return source
            }
            do {
                return try source.bytes(range)
            } catch let error as ByteSourceError {
                throw SystemError.error("read", error.errno)
            }
        }
    }

    /// Takes its name away: nothing of it stays, whatever becomes of the process.
    func hide() throws {
        let source = try FileSource(path: path)
        files.withLock { $0.read = source }
        unlink(path)
        markPlaced()
    }

    /// Nothing is written any more.
    func close() { files.withLock { $0.written = nil } }

    func markPlaced() { isPlaced.store(true, ordering: .relaxed) }
}

/// A file without a name for what is sent, which holds personal data.
public enum TemporaryDraft {
    public static func make() async throws -> any ReplicaDraft {
        let pool = WorkerPool.shared
        let path = NSTemporaryDirectory() + "kho-\(SecureRandom.bytes(16).hexadecimal)"
        return try await pool.run {
            let draft = try ReplicaDraftFile(path: path, pool: pool)
            do {
                try draft.hide()
            } catch let error as ByteSourceError {
                throw SystemError.error("open", error.errno)
            }
            return draft
        }
    }
}
